package dev.mailbridge.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A service as the build left it: Quarkus' fast-jar folder.
 *
 * @param name such as {@code imap-poller}
 * @param folder its {@code target/quarkus-app}
 */
record PackagedService(String name, Path folder) {
  private static final Map<String, Integer> PORTS =
      Map.of(
          "config-service", 3010, "token-service", 3017, "imap-poller", 3018, "smtp-sender", 3019);
  static final List<String> NAMES = PORTS.keySet().stream().sorted().toList();

  /**
   * @throws IllegalArgumentException when there is no such service, or it isn't packaged
   */
  static PackagedService of(String name, Path folder) {
    if (!PORTS.containsKey(name)) {
      throw new IllegalArgumentException(
          "There is no service " + name + ": choose one of " + NAMES);
    }
    if (!Files.exists(folder.resolve("quarkus-run.jar"))) {
      throw new IllegalArgumentException(
          "There is no packaged service in %s: run ./mvnw package -DskipTests -pl %s -am first."
              .formatted(folder, name));
    }
    return new PackagedService(name, folder);
  }

  int port() {
    return PORTS.get(name);
  }

  /** The start-up cache, where the build has trained one. */
  boolean hasAotCache() {
    return Files.exists(folder.resolve("app.aot"));
  }

  /** Files below a folder, in an order that is always the same. */
  List<Path> files(String below) throws IOException {
    Path start = folder.resolve(below);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
