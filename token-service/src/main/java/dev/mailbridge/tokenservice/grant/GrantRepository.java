package dev.mailbridge.tokenservice.grant;

import dev.mailbridge.token.TokenFailure;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
public class GrantRepository implements PanacheRepositoryBase<Grant, String> {
  /** Waits for whoever holds it, in this replica or another; holds it to the transaction's end. */
  public Optional<Grant> lock(String mailboxId) {
    return findByIdOptional(mailboxId, LockModeType.PESSIMISTIC_WRITE);
  }

  /** Signed in, working, and with a refresh token that nobody has used since. */
  public List<String> idleSince(Instant since, int most) {
    return find(
            "(state = ?1 or (state = ?2 and failureCode = ?3)) and refreshTokenUsedAt < ?4"
                + " order by failedAt nulls first, refreshTokenUsedAt",
            GrantState.READY,
            GrantState.FAILING,
            TokenFailure.Code.TRY_LATER,
            since)
        .page(0, most)
        .stream()
        .map(Grant::mailboxId)
        .toList();
  }

  /** Locked, in one order for all who lock several. */
  public List<Grant> ofRegistration(String registrationId) {
    return find("registrationId = ?1 order by mailboxId", registrationId)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }
}
