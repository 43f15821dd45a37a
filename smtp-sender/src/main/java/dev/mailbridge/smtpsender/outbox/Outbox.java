package dev.mailbridge.smtpsender.outbox;

import dev.mailbridge.contracts.ContractJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.util.UUID;

/** Takes events in as part of the caller's transaction. */
@ApplicationScoped
public class Outbox {
  private final EntityManager entities;
  private final TransactionSynchronizationRegistry transactions;
  private final OutboxSignal signal;
  private final Clock clock;

  Outbox(
      EntityManager entities,
      TransactionSynchronizationRegistry transactions,
      OutboxSignal signal,
      Clock clock) {
    this.entities = entities;
    this.transactions = transactions;
    this.signal = signal;
    this.clock = clock;
  }

  /**
   * @param type the CloudEvents type
   * @param event a record of the contracts
   */
  public void add(String topic, String key, String type, Object event) {
    add(topic, key, type, event, null);
  }

  /**
   * @param traceparent W3C trace context of what the event belongs to, null for none
   */
  public void add(String topic, String key, String type, Object event, String traceparent) {
    entities
        .createNativeQuery(
            """
            insert into outbox (topic, key, type, event_id, value, created_at, traceparent)
            values (?1, ?2, ?3, ?4, ?5, ?6, cast(?7 as varchar))
            """)
        .setParameter(1, topic)
        .setParameter(2, key)
        .setParameter(3, type)
        .setParameter(4, UUID.randomUUID().toString())
        .setParameter(5, ContractJson.write(event))
        .setParameter(6, clock.instant())
        .setParameter(7, traceparent)
        .executeUpdate();
    wakeAfterCommit();
  }

  private void wakeAfterCommit() {
    if (transactions.getResource(this) == null) {
      transactions.putResource(this, this);
      transactions.registerInterposedSynchronization(
          new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
              if (status == Status.STATUS_COMMITTED) {
                signal.raise();
              }
            }
          });
    }
  }
}
