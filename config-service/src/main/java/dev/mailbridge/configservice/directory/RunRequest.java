package dev.mailbridge.configservice.directory;

import dev.mailbridge.configservice.directory.run.RunKind;

/**
 * @param kind {@code full} or {@code delta}; null for what is possible, changes or everybody
 * @param dryRun tells what would change and publishes nothing
 * @param overrideBrake goes on however many people it disables
 */
public record RunRequest(RunKind kind, boolean dryRun, boolean overrideBrake) {
  static final RunRequest USUAL = new RunRequest(null, false, false);
}
