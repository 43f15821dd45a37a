package dev.mailbridge.imappoller.source;

import dev.mailbridge.imappoller.PollerConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many octets of mails may be in memory, all mailboxes together (back-pressure). */
@Singleton
public class FetchBudget {
  private static final int UNIT = 1024;

  /** What takes no more than this part of the budget. */
  private static final int SMALL = 256;

  private final int units;
  private final Semaphore free;

  @Inject
  FetchBudget(PollerConfig config) {
    this(config.memory().asLongValue());
  }

  public FetchBudget(long octets) {
    units = (int) Math.clamp(octets / UNIT, 1, Integer.MAX_VALUE);
    free = new Semaphore(units, true);
  }

  /** Waits until there is room. */
  public Permit reserve(long octets) {
    int wanted = (int) Math.clamp(octets / UNIT + 1, 1, units);
    // A single mail doesn't queue behind backlogs: what is left is enough for it.
    if (wanted > units / SMALL || !free.tryAcquire(wanted)) {
      free.acquireUninterruptibly(wanted);
    }
    return new Permit(free, wanted);
  }

  /** Given back once, however often it is closed. */
  public static final class Permit implements AutoCloseable {
    public static final Permit NONE = new Permit(null, 0);
    private final Semaphore free;
    private final int units;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Permit(Semaphore free, int units) {
      this.free = free;
      this.units = units;
    }

    @Override
    public void close() {
      if (free != null && closed.compareAndSet(false, true)) {
        free.release(units);
      }
    }
  }
}
