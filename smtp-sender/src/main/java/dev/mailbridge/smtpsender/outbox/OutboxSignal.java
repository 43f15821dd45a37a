package dev.mailbridge.smtpsender.outbox;

import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Says that the outbox has something new. */
@Singleton
class OutboxSignal {
  private final Semaphore raised = new Semaphore(0);

  void raise() {
    if (raised.availablePermits() == 0) {
      raised.release();
    }
  }

  /** Until it is raised, or for a second: another replica's events are found by looking. */
  void await() throws InterruptedException {
    if (raised.tryAcquire(1, TimeUnit.SECONDS)) {
      raised.drainPermits();
    }
  }
}
