package dev.mailbridge.smtpsender.outbox;

import dev.mailbridge.contracts.ContractJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Takes events in as part of the caller's transaction. */
@ApplicationScoped
public class Outbox {
  private final DataSource database;
  private final TransactionSynchronizationRegistry transactions;
  private final OutboxSignal signal;
  private final Clock clock;

  Outbox(
      DataSource database,
      TransactionSynchronizationRegistry transactions,
      OutboxSignal signal,
      Clock clock) {
    this.database = database;
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
    Pending pending = (Pending) transactions.getResource(this);
    if (pending == null) {
      pending = new Pending();
      transactions.putResource(this, pending);
      transactions.registerInterposedSynchronization(pending);
    }
    pending.events.add(
        new OutboxEvent(
            0,
            topic,
            key,
            type,
            UUID.randomUUID().toString(),
            ContractJson.write(event),
            clock.instant(),
            traceparent));
  }

  /** A transaction's events: stored all at once at its end. */
  private final class Pending implements Synchronization {
    private final List<OutboxEvent> events = new ArrayList<>();

    @Override
    public void beforeCompletion() {
      try (Connection connection = database.getConnection()) {
        OutboxRows.insert(connection, events);
      } catch (SQLException e) {
        throw new IllegalStateException("the events can't be stored", e);
      }
    }

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        signal.raise();
      }
    }
  }
}
