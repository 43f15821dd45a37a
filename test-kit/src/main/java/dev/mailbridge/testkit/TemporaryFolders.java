package dev.mailbridge.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Cleans up after tests. */
public final class TemporaryFolders {
  private TemporaryFolders() {}

  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(TemporaryFolders::deleteFile);
    } catch (IOException ignored) {
      // A temporary folder that stays is no reason to fail.
    }
  }

  private static void deleteFile(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException ignored) {
      // As above.
    }
  }
}
