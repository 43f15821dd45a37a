package dev.mailbridge.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** The simulator's time: the base clock's, moved by an offset that can be set on command. */
public final class SimulatorClock extends Clock {
  private final Clock base;
  private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

  public SimulatorClock(Clock base) {
    this.base = base;
  }

  public void advance(Duration by) {
    offset.updateAndGet(before -> before.plus(by));
  }

  public void moveTo(Instant instant) {
    offset.set(Duration.between(base.instant(), instant));
  }

  /** Back to the base clock's time. */
  public void reset() {
    offset.set(Duration.ZERO);
  }

  public Duration offset() {
    return offset.get();
  }

  @Override
  public Instant instant() {
    return base.instant().plus(offset.get());
  }

  @Override
  public ZoneId getZone() {
    return base.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    SimulatorClock other = new SimulatorClock(base.withZone(zone));
    other.offset.set(offset.get());
    return other;
  }
}
