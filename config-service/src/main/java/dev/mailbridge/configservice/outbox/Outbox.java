package dev.mailbridge.configservice.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/** Where services put their events, in the transaction that changes the rows. */
@ApplicationScoped
public class Outbox {
  private final OutboxRepository entries;
  private final OutboxRelay relay;
  private final TransactionSynchronizationRegistry transactions;
  private final Clock clock;

  Outbox(
      OutboxRepository entries,
      OutboxRelay relay,
      TransactionSynchronizationRegistry transactions,
      Clock clock) {
    this.entries = entries;
    this.relay = relay;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Events of one key are published in the order of these calls, provided that the caller holds the
   * row lock of what the key names: so no later transaction can get an earlier place.
   *
   * @param payload null for a tombstone
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void append(String topic, String key, String type, byte[] payload) {
    OutboxEntry entry = new OutboxEntry();
    entry.topic = topic;
    entry.key = key;
    entry.type = type;
    entry.payload = payload;
    entry.createdAt = clock.instant();
    entries.persist(entry);
    wakeAfterCommit();
  }

  /**
   * Many events of one type at once, as {@link #append}. They wait behind all events that were
   * appended one by one: a key must always come in the same way.
   *
   * @param events a payload of null is a tombstone
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void appendAll(String topic, String type, List<Event> events) {
    if (!events.isEmpty()) {
      entries.insertAll(topic, type, events, clock.instant());
      wakeAfterCommit();
    }
  }

  /** An event's key and JSON. */
  public record Event(String key, String payload) {}

  private void wakeAfterCommit() {
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {}

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              relay.wake();
            }
          }
        });
  }
}
