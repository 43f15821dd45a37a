package dev.mailbridge.configservice.directory.graph;

import java.time.Duration;

/** Waits before the next request; may throw to end the run. */
@FunctionalInterface
public interface Pause {
  void of(Duration duration);
}
