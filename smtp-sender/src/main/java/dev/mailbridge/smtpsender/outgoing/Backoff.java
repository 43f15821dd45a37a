package dev.mailbridge.smtpsender.outgoing;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** Waits that double, with jitter so that a crowd doesn't come back at once. */
@Singleton
class Backoff {
  private static final double JITTER = 0.2;

  private final RetryConfig config;
  private final DoubleSupplier random;

  @jakarta.inject.Inject
  Backoff(RetryConfig config) {
    this(config, () -> ThreadLocalRandom.current().nextDouble());
  }

  Backoff(RetryConfig config, DoubleSupplier random) {
    this.config = config;
    this.random = random;
  }

  /**
   * @param attempts at least 1
   */
  Duration after(int attempts) {
    int doublings = Math.min(Math.max(attempts - 1, 0), 30);
    Duration wait = config.first().multipliedBy(1L << doublings);
    return jitter(wait.compareTo(config.longest()) > 0 ? config.longest() : wait);
  }

  /** Up to a fifth longer, never shorter: servers' own waits are lower bounds. */
  Duration jitter(Duration wait) {
    return wait.plusMillis((long) (wait.toMillis() * JITTER * random.getAsDouble()));
  }
}
