package dev.mailbridge.tokenservice.mackey;

import dev.mailbridge.tokenservice.audit.AuditLog;
import dev.mailbridge.tokenservice.vault.Vault;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes, rotates and serves the keys. An old one verifies for two years after its successor. */
@ApplicationScoped
class MacKeys implements PanacheRepositoryBase<MacKeyEntity, String> {
  private static final Duration VERIFIES = Duration.ofDays(2 * 365);
  private static final Duration SIGNS = Duration.ofDays(180);

  /** Everyone who verifies has read a new key before anyone signs with it. */
  private static final Duration ANNOUNCED = Duration.ofHours(1);

  private static final long LOCK = 3017_0002;
  private static final int OCTETS = 32;

  private final SecureRandom random = new SecureRandom();
  private final Vault vault;
  private final AuditLog audit;
  private final Clock clock;

  MacKeys(Vault vault, AuditLog audit, Clock clock) {
    this.vault = vault;
    this.audit = audit;
    this.clock = clock;
  }

  record View(String id, String secret, boolean signing, Instant verifiesUntil) {
    @Override
    public String toString() {
      return "View[id=" + id + ", secret=***]";
    }
  }

  void start(@Observes StartupEvent started) {
    QuarkusTransaction.requiringNew().run(this::rotateWhenDue);
  }

  @Scheduled(every = "1h", delayed = "1h")
  @RunOnVirtualThread
  @Transactional
  void rotateWhenDue() {
    lock();
    Instant now = clock.instant();
    delete("verifiesUntil < ?1", now);
    Optional<MacKeyEntity> newest = newest();
    if (newest.isEmpty()) {
      make(now);
    } else if (newest.get().signsFrom().plus(SIGNS).isBefore(now)) {
      rotate();
    }
  }

  /** By command or by age: the new key signs in an hour. */
  @Transactional
  List<View> rotate() {
    lock();
    Instant takesOver = clock.instant().plus(ANNOUNCED);
    newest().ifPresent(old -> old.verifiesUntil(takesOver.plus(VERIFIES)));
    make(takesOver);
    audit.record("mac-key-rotated", null, null, null);
    return list();
  }

  @Transactional
  List<View> list() {
    Instant now = clock.instant();
    List<MacKeyEntity> keys = listAll();
    Optional<MacKeyEntity> signing =
        keys.stream()
            .filter(key -> !key.signsFrom().isAfter(now))
            .max(Comparator.comparing(MacKeyEntity::signsFrom));
    return keys.stream()
        .map(
            key ->
                new View(
                    key.id(),
                    vault.open(key.secretSealed(), MacKeyEntity.place(key.id())),
                    signing.isPresent() && signing.get() == key,
                    key.verifiesUntil()))
        .toList();
  }

  private Optional<MacKeyEntity> newest() {
    return listAll().stream().max(Comparator.comparing(MacKeyEntity::signsFrom));
  }

  private void make(Instant signsFrom) {
    byte[] secret = new byte[OCTETS];
    random.nextBytes(secret);
    String id = Integer.toString(random.nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36);
    id = "k" + id.toLowerCase(Locale.ROOT);
    byte[] sealed = vault.seal(Base64.getEncoder().encodeToString(secret), MacKeyEntity.place(id));
    persist(new MacKeyEntity(id, sealed, clock.instant(), signsFrom));
  }

  /** Two replicas that start together make one key. */
  private void lock() {
    getEntityManager()
        .createNativeQuery("select 1 from pg_advisory_xact_lock(?1)", Integer.class)
        .setParameter(1, LOCK)
        .getResultList();
  }
}
