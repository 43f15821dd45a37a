package dev.mailbridge.imappoller.mailbox;

import java.util.concurrent.atomic.LongAdder;

/** How often something was done, and how long it took together. */
final class DurationSum {
  private final LongAdder count = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  void add(long durationNanos) {
    count.increment();
    nanos.add(durationNanos);
  }

  long count() {
    return count.sum();
  }

  double nanos() {
    return nanos.sum();
  }
}
