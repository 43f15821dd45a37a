package dev.mailbridge.smtpsender.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Carries the outbox to Kafka, in order. An event may arrive twice after a crash, with the same
 * CloudEvents id; it is never lost. The transaction is the connection's own, not JTA's: that one
 * would follow the events to the threads that write them.
 */
@ApplicationScoped
class OutboxRelay {
  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
  private static final int BATCH = 500;
  private static final Duration BLOCKED_FOR = Duration.ofSeconds(15);

  private final DataSource database;
  private final OutboxPublisher publisher;
  private final OutboxSignal signal;
  private final Clock clock;
  // A topic that was deleted must not hold up the others.
  private final Map<String, Instant> blockedUntil = new ConcurrentHashMap<>();
  private volatile boolean stopping;
  private Thread thread;

  OutboxRelay(DataSource database, OutboxPublisher publisher, OutboxSignal signal, Clock clock) {
    this.database = database;
    this.publisher = publisher;
    this.signal = signal;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofVirtual().name("outbox-relay").start(this::run);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    signal.raise();
    if (thread != null) {
      thread.join(Duration.ofSeconds(5));
    }
  }

  private void run() {
    while (!stopping) {
      try {
        if (!relayBatch()) {
          signal.await();
        }
      } catch (InterruptedException e) {
        return;
      } catch (SQLException | RuntimeException e) {
        LOG.warnf("The outbox can't be carried to Kafka just now: %s", e.toString());
        awaitQuietly();
      }
    }
  }

  private boolean relayBatch() throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      boolean done = false;
      try {
        boolean more = relayBatch(connection);
        connection.commit();
        done = true;
        return more;
      } finally {
        if (!done) {
          connection.rollback();
        }
      }
    }
  }

  private boolean relayBatch(Connection connection) throws SQLException {
    Instant now = clock.instant();
    blockedUntil.values().removeIf(until -> !until.isAfter(now));
    Optional<List<OutboxEvent>> next = OutboxRows.next(connection, BATCH, blockedUntil.keySet());
    if (next.isEmpty() || next.get().isEmpty()) {
      return false;
    }
    OutboxPublisher.Published published = publisher.publish(next.get());
    published.failedTopics().forEach(topic -> blockedUntil.put(topic, now.plus(BLOCKED_FOR)));
    OutboxRows.delete(connection, published.seqs());
    return !published.seqs().isEmpty();
  }

  private void awaitQuietly() {
    try {
      signal.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
