package dev.mailbridge.tokenservice.signin;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;

@ApplicationScoped
class SignInRepository implements PanacheRepositoryBase<SignIn, String> {
  Optional<SignIn> lockByCode(String code) {
    return findByIdOptional(RandomText.hash(code), LockModeType.PESSIMISTIC_WRITE);
  }

  Optional<SignIn> lockByState(String state) {
    return find("stateHash", RandomText.hash(state))
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  void deleteExpired(Instant before) {
    delete("expiresAt < ?1", before);
  }
}
