package dev.mailbridge.imappoller.mailbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits that double with each failure, with jitter, until there is a success. */
final class Backoff {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private final RandomGenerator random;
  private int failures;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * @param first after the first failure
   * @param atLeast what the server asked for, or null
   */
  Duration next(Duration first, Duration atLeast) {
    long millis = first.toMillis() << Math.min(failures, 16);
    failures++;
    long capped = Math.min(millis, LONGEST.toMillis());
    // From the whole wait to half as much again: never sooner.
    Duration wait = Duration.ofMillis(capped + random.nextLong(capped / 2 + 1));
    return atLeast == null || atLeast.compareTo(wait) < 0
        ? wait
        : atLeast.plusMillis(random.nextLong(1_000));
  }

  void success() {
    failures = 0;
  }
}
