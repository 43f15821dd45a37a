package dev.mailbridge.testkit.realservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a program to its end. */
final class Commands {
  private Commands() {}

  /**
   * @throws IOException when its status isn't 0, with what it said
   */
  static void run(Path log, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException(
            "%s ended with %d: %s".formatted(command, status, Files.readString(log)));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while running " + command, e);
    }
  }
}
