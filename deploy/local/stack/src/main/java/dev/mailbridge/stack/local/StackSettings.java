package dev.mailbridge.stack.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a stack is to be.
 *
 * @param home the checkout with the built modules
 * @param simulatorOptions more arguments for the simulator, such as {@code --no-limits}
 * @param overrides configuration properties of single services and of Kafka, over the stack's own
 */
public record StackSettings(
    Path home,
    StackFolder folder,
    StackPorts ports,
    boolean withSimulator,
    StartUp startUp,
    Duration startTimeout,
    List<String> simulatorOptions,
    Map<String, Map<String, String>> overrides) {
  public StackSettings {
    simulatorOptions = List.copyOf(simulatorOptions);
    overrides = Map.copyOf(overrides);
  }

  /** A simulated one beside whatever else runs: on free ports, with patience for a busy machine. */
  public static StackSettings onFreePorts(
      Path home,
      StackFolder folder,
      List<String> simulatorOptions,
      Map<String, Map<String, String>> overrides) {
    return new StackSettings(
        home,
        folder,
        StackPorts.free(),
        true,
        StartUp.CACHED,
        Duration.ofMinutes(4),
        simulatorOptions,
        overrides);
  }
}
