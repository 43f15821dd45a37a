package dev.mailbridge.configservice.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Empties the outbox: at once when told of a change, else now and then. */
@ApplicationScoped
class OutboxRelay {
  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private final OutboxPublisher publisher;
  private final OutboxRepository entries;
  private final OutboxConfig config;
  private final Semaphore changes = new Semaphore(0);
  private volatile boolean running = true;
  private boolean failing;
  private Thread thread;

  OutboxRelay(
      OutboxPublisher publisher,
      OutboxRepository entries,
      OutboxConfig config,
      MeterRegistry metrics) {
    this.publisher = publisher;
    this.entries = entries;
    this.config = config;
    metrics.gauge("mail_bridge_outbox_backlog", this, OutboxRelay::backlog);
  }

  void start(@Observes StartupEvent event) {
    if (config.enabled()) {
      thread = Thread.ofVirtual().name("outbox-relay").start(this::run);
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    running = false;
    wake();
    if (thread != null) {
      thread.join(Duration.ofSeconds(5));
    }
  }

  void wake() {
    changes.release();
  }

  private void run() {
    while (running) {
      Duration pause = drain();
      try {
        if (changes.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          changes.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        running = false;
      }
    }
    publisher.close();
  }

  /** How long to wait for the next look. */
  private Duration drain() {
    try {
      while (running && publisher.publish() == config.batch()) {
        // There may be more.
      }
      if (failing) {
        failing = false;
        LOG.info("Events are published again");
      }
      return config.interval();
    } catch (RuntimeException e) {
      if (!failing) {
        failing = true;
        LOG.warnf(
            "Events wait in the outbox: %s. Check that Kafka and the database can be reached and"
                + " that the topics exist; publishing is tried again every %d s.",
            e.getMessage(), AFTER_FAILURE.toSeconds());
      }
      return AFTER_FAILURE;
    }
  }

  private double backlog() {
    return QuarkusTransaction.requiringNew().call(entries::count);
  }
}
