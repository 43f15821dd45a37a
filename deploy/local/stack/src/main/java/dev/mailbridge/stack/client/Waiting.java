package dev.mailbridge.stack.client;

import dev.mailbridge.stack.StackException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Asks again and again for what no one announces. */
public final class Waiting {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Waiting() {}

  /**
   * @throws StackException when it doesn't become true in time
   */
  public static void until(String what, Duration atMost, BooleanSupplier condition) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new StackException("Waited %d s in vain for: %s".formatted(atMost.toSeconds(), what));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
