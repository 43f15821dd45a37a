package dev.mailbridge.tokenservice.grant;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
public class GrantRepository implements PanacheRepositoryBase<Grant, String> {
  /** Waits for whoever holds it, in this replica or another; holds it to the transaction's end. */
  public Optional<Grant> lock(String mailboxId) {
    return findByIdOptional(mailboxId, LockModeType.PESSIMISTIC_WRITE);
  }

  public List<Grant> ofRegistration(String registrationId) {
    return list("registrationId", registrationId);
  }
}
