package dev.mailbridge.stack.smoke;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Writes the milliseconds of each hop into a result. */
final class Stopwatch {
  private final Map<String, Object> result;
  private final long begin = System.nanoTime();
  private long last = begin;

  Stopwatch(Map<String, Object> result) {
    this.result = result;
  }

  /** The time since the last lap. */
  void lap(String name) {
    long now = System.nanoTime();
    result.put(name, TimeUnit.NANOSECONDS.toMillis(now - last));
    last = now;
  }

  /** A figure that isn't the time since the last lap; the next lap begins now. */
  void figure(String name, long value) {
    result.put(name, value);
    last = System.nanoTime();
  }

  void total(String name) {
    result.put(name, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
  }
}
