package dev.mailbridge.smtpsender.outbox;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Carries the outbox to Kafka, in order. An event may arrive twice after a crash, with the same
 * CloudEvents id; it is never lost.
 */
@ApplicationScoped
class OutboxRelay {
  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
  private static final int BATCH = 500;
  private static final Duration BLOCKED_FOR = Duration.ofSeconds(15);

  private final OutboxRows rows;
  private final OutboxPublisher publisher;
  private final OutboxSignal signal;
  private final Clock clock;
  // A topic that was deleted must not hold up the others.
  private final Map<String, Instant> blockedUntil = new ConcurrentHashMap<>();
  private volatile boolean stopping;
  private Thread thread;

  OutboxRelay(OutboxRows rows, OutboxPublisher publisher, OutboxSignal signal, Clock clock) {
    this.rows = rows;
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
        boolean more = QuarkusTransaction.requiringNew().call(this::relayBatch);
        if (!more) {
          signal.await();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warnf("The outbox can't be carried to Kafka just now: %s", e.toString());
        awaitQuietly();
      }
    }
  }

  private boolean relayBatch() {
    if (!rows.lock()) {
      return false;
    }
    Instant now = clock.instant();
    blockedUntil.values().removeIf(until -> !until.isAfter(now));
    List<OutboxEvent> events = rows.next(BATCH, blockedUntil.keySet());
    if (events.isEmpty()) {
      return false;
    }
    OutboxPublisher.Published published = publisher.publish(events);
    published.failedTopics().forEach(topic -> blockedUntil.put(topic, now.plus(BLOCKED_FOR)));
    rows.delete(published.seqs());
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
