package dev.mailbridge.tokenservice.signin;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class DeviceSignInRepository implements PanacheRepositoryBase<DeviceSignIn, String> {
  /**
   * Takes those whose time has come; no other replica gets them until the lease is over.
   *
   * @return their ids
   */
  List<String> claim(int most, Duration lease) {
    return getEntityManager()
        .createNativeQuery(
            "update device_sign_in set poll_at = clock_timestamp() + ?1 * interval '1 second'"
                + " where id in (select id from device_sign_in where state = 'WAITING'"
                + " and poll_at <= clock_timestamp() order by poll_at limit ?2"
                + " for update skip locked) returning id",
            String.class)
        .setParameter(1, lease.toSeconds())
        .setParameter(2, most)
        .getResultList();
  }

  /** Empty when it was started anew meanwhile. */
  Optional<DeviceSignIn> lock(String id) {
    return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
  }

  Instant databaseTime() {
    return (Instant)
        getEntityManager()
            .createNativeQuery("select clock_timestamp()", Instant.class)
            .getSingleResult();
  }

  void deleteExpired(Instant before) {
    delete("expiresAt < ?1", before);
  }
}
