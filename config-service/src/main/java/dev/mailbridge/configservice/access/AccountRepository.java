package dev.mailbridge.configservice.access;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;

@ApplicationScoped
class AccountRepository implements PanacheRepositoryBase<Account, String> {
  /** Failures are counted under the lock, so that many tries at once are all counted. */
  Optional<Account> locked(String name) {
    return findByIdOptional(name, LockModeType.PESSIMISTIC_WRITE);
  }
}
