package dev.mailbridge.configservice.traffic;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Keeps a {@link TrafficCounter} at work, with a new one after each failure. */
@ApplicationScoped
class TrafficLoop {
  private static final Logger LOG = Logger.getLogger(TrafficLoop.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

  private final Map<String, Object> kafka;
  private final TrafficRepository traffic;
  private final TrafficConfig config;
  private final Clock clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private Thread thread;

  TrafficLoop(
      TrafficRepository traffic,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      TrafficConfig config,
      Clock clock) {
    this.kafka = kafka;
    this.traffic = traffic;
    this.config = config;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    if (config.enabled()) {
      // Not a virtual thread: the Kafka client waits in select.
      thread = Thread.ofPlatform().daemon().name("traffic").start(this::run);
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stop.countDown();
    if (thread != null) {
      thread.join(AFTER_FAILURE);
    }
  }

  private void run() {
    boolean failing = false;
    try {
      do {
        try (TrafficCounter counter = new TrafficCounter(traffic, kafka, clock)) {
          while (stop.getCount() > 0) {
            counter.count();
            failing = false;
          }
        } catch (RuntimeException e) {
          if (!failing && stop.getCount() > 0) {
            failing = true;
            LOG.warnf(
                "Mails aren't counted for the overview: %s. Check Kafka and the database; it is"
                    + " tried again every %d s, and nothing is missed.",
                e.getMessage(), AFTER_FAILURE.toSeconds());
          }
        }
      } while (!stop.await(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Scheduled(every = "1h", delayed = "10m")
  @RunOnVirtualThread
  void forget() {
    QuarkusTransaction.requiringNew()
        .run(() -> traffic.forgetBefore(clock.instant().minus(config.kept())));
  }
}
