package dev.mailbridge.mailparse.body;

import java.time.Duration;

/** How long a mail may take before costly steps are left out. */
final class Deadline {
  private final long end;

  Deadline(Duration time) {
    this.end = System.nanoTime() + time.toNanos();
  }

  boolean isPassed() {
    return System.nanoTime() - end >= 0;
  }
}
