package dev.mailbridge.stack.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What to run.
 *
 * @param log standard output and error are appended to it
 * @param readiness asked until it says yes
 * @param grace how long it may take to end before it is killed
 */
public record ProcessSpec(
    String name,
    List<String> command,
    Path directory,
    Path log,
    Readiness readiness,
    Duration grace) {
  public ProcessSpec {
    command = List.copyOf(command);
  }
}
