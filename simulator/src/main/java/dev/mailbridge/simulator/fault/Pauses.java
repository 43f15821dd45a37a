package dev.mailbridge.simulator.fault;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits in real time that end when the simulator stops. */
public final class Pauses implements AutoCloseable {
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Waits; false when the simulator stopped meanwhile. */
  public boolean pause(Duration duration) {
    try {
      return !stopped.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    stopped.countDown();
  }
}
