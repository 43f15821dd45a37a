package dev.mailbridge.stack.chaos;

import dev.mailbridge.stack.StackException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Tries again what a fault of the plan may stand in the way of. */
final class Persistence {
  private static final Duration LONGEST = Duration.ofSeconds(120);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private Persistence() {}

  /**
   * @throws StackException the last one, when it never succeeds
   */
  static <T> T get(Supplier<T> attempt) {
    Instant deadline = Instant.now().plus(LONGEST);
    while (true) {
      try {
        return attempt.get();
      } catch (StackException e) {
        if (Instant.now().isAfter(deadline) || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  static void until(Runnable attempt) {
    get(
        () -> {
          attempt.run();
          return true;
        });
  }
}
