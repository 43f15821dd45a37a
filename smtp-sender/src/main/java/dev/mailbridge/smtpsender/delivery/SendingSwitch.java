package dev.mailbridge.smtpsender.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;

/** Stops all sending, of all replicas, within a second or two. */
@ApplicationScoped
class SendingSwitch {
  private final EntityManager entities;
  private final Clock clock;
  private volatile boolean stopped;

  SendingSwitch(EntityManager entities, Clock clock) {
    this.entities = entities;
    this.clock = clock;
  }

  /**
   * @param changedBy null when it was never changed
   */
  record Position(boolean stopped, String changedBy, Instant changedAt) {}

  /** As last read. */
  boolean stopped() {
    return stopped;
  }

  @Transactional
  Position read() {
    Object[] row =
        (Object[])
            entities
                .createNativeQuery("select stopped, changed_by, changed_at from sending_switch")
                .getSingleResult();
    stopped = (Boolean) row[0];
    return new Position(stopped, (String) row[1], (Instant) row[2]);
  }

  @Transactional
  void set(boolean stop, String actor) {
    entities
        .createNativeQuery(
            "update sending_switch set stopped = ?1, changed_by = ?2, changed_at = ?3")
        .setParameter(1, stop)
        .setParameter(2, actor)
        .setParameter(3, clock.instant())
        .executeUpdate();
    stopped = stop;
  }
}
