package dev.mailbridge.tokenservice.token;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How long to leave a provider alone after a transient failure: exponential, with jitter. */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private Backoff() {}

  /**
   * @param failures in a row so far, 0 at the first one
   * @param retryAfter what the provider asks for, null when it doesn't
   * @param random 0 to 1
   */
  static Duration after(int failures, Duration retryAfter, DoubleSupplier random) {
    long exponential = FIRST.toMillis() << Math.min(failures, 20);
    long ceiling = Math.min(exponential, LONGEST.toMillis());
    Duration own = Duration.ofMillis((long) (ceiling * (0.5 + random.getAsDouble() / 2)));
    return retryAfter != null && retryAfter.compareTo(own) > 0 ? retryAfter : own;
  }
}
