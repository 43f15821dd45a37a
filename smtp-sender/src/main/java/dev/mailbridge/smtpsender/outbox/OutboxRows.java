package dev.mailbridge.smtpsender.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The stored events. */
@ApplicationScoped
class OutboxRows {
  private final EntityManager entities;

  OutboxRows(EntityManager entities) {
    this.entities = entities;
  }

  /** For this transaction, unless another replica has it: one relay at a time keeps the order. */
  boolean lock() {
    return !entities
        .createNativeQuery("select id from outbox_relay for update skip locked")
        .getResultList()
        .isEmpty();
  }

  /**
   * @param blocked topics that can't be written just now
   */
  @SuppressWarnings("unchecked")
  List<OutboxEvent> next(int limit, Collection<String> blocked) {
    List<Object[]> rows =
        entities
            .createNativeQuery(
                """
                select seq, topic, key, type, event_id, value, created_at, traceparent from outbox
                where not (topic = any(?1)) order by seq limit ?2
                """)
            .setParameter(1, blocked.toArray(String[]::new))
            .setParameter(2, limit)
            .getResultList();
    return rows.stream()
        .map(
            row ->
                new OutboxEvent(
                    ((Number) row[0]).longValue(),
                    (String) row[1],
                    (String) row[2],
                    (String) row[3],
                    (String) row[4],
                    (byte[]) row[5],
                    (Instant) row[6],
                    (String) row[7]))
        .toList();
  }

  void delete(Collection<Long> seqs) {
    entities
        .createNativeQuery("delete from outbox where seq = any(?1)")
        .setParameter(1, seqs.toArray(Long[]::new))
        .executeUpdate();
  }
}
