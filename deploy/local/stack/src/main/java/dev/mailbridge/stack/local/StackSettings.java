package dev.mailbridge.stack.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How a stack is to be.
 *
 * @param home the checkout with the built modules
 * @param overrides configuration properties for all services, over the stack's own
 */
public record StackSettings(
    Path home,
    StackFolder folder,
    StackPorts ports,
    boolean withSimulator,
    Duration startTimeout,
    Map<String, String> overrides) {
  public StackSettings {
    overrides = Map.copyOf(overrides);
  }
}
