package dev.mailbridge.stack.process;

import java.nio.file.Path;
import java.util.List;

/**
 * What to run.
 *
 * @param log standard output and error are appended to it
 * @param readiness asked until it says yes
 */
public record ProcessSpec(
    String name, List<String> command, Path directory, Path log, Readiness readiness) {
  public ProcessSpec {
    command = List.copyOf(command);
  }
}
