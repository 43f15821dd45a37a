package dev.mailbridge.stack;

import dev.mailbridge.stack.local.StackPort;
import java.nio.file.Path;
import java.util.Map;

/** What the person at the terminal wants. */
sealed interface Command {
  /**
   * @param ports those that are not to be the documented ones
   */
  record Start(Path folder, Map<StackPort, Integer> ports, boolean withSimulator)
      implements Command {}

  record Smoke() implements Command {}

  /** A smoke run whose processes write their ahead-of-time caches. */
  record Train() implements Command {}

  /**
   * Connects the simulated mailbox in a stack that runs.
   *
   * @param ports those that are not the documented ones
   */
  record Demo(Path folder, Map<StackPort, Integer> ports) implements Command {}

  record Reset(Path folder) implements Command {}

  record Help() implements Command {}
}
