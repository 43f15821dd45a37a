package dev.mailbridge.tokenservice.grant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The log of grant changes in the database: all replicas and clients read it in one order. */
@ApplicationScoped
public class GrantChangeLog {
  private static final Duration KEPT = Duration.ofDays(2);

  /** Any number that no one else uses in this database. */
  private static final long LOCK = 3017_0001;

  private final EntityManager entities;
  private final Event<GrantChanged> changed;
  private final Clock clock;

  GrantChangeLog(EntityManager entities, Event<GrantChanged> changed, Clock clock) {
    this.entities = entities;
    this.changed = changed;
    this.clock = clock;
  }

  record Entry(long n, String mailboxId) {}

  /**
   * In the caller's transaction. The lock is held until it ends: otherwise a smaller number could
   * become visible after a greater one, and followers would miss it.
   */
  public void append(String mailboxId) {
    entities
        .createNativeQuery("select 1 from pg_advisory_xact_lock(?1)", Integer.class)
        .setParameter(1, LOCK)
        .getResultList();
    entities
        .createNativeQuery("insert into grant_change (mailbox_id, at) values (?1, ?2)")
        .setParameter(1, mailboxId)
        .setParameter(2, clock.instant())
        .executeUpdate();
    changed.fire(new GrantChanged(mailboxId));
  }

  List<Entry> after(long n) {
    return entities
        .createNativeQuery(
            "select n, mailbox_id from grant_change where n > ?1 order by n", Entry.class)
        .setParameter(1, n)
        .getResultList();
  }

  void trim() {
    Instant before = clock.instant().minus(KEPT);
    entities
        .createNativeQuery(
            "delete from grant_change where at < ?1 and n < (select max(n) from grant_change)")
        .setParameter(1, before)
        .executeUpdate();
  }
}
