package dev.mailbridge.helm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The chart, rendered by the real helm; tests are skipped with a clear line where it can't be had.
 */
final class HelmChart {
  static final List<String> VALUE_SETS =
      List.of("minimal", "production", "secretless", "air-gapped");
  private static final Path HELM_FOLDER = Path.of("..").toAbsolutePath().normalize();
  private static final int SKIPPED = 77;

  private HelmChart() {}

  /** What a command said. */
  record Output(int exit, String out) {}

  static List<HasMetadata> objects(String valueSet) {
    Output output = template(valueSet);
    if (output.exit() != 0) {
      throw new AssertionError(output.out());
    }
    try {
      return StrictManifests.read(output.out());
    } catch (IOException e) {
      throw new UncheckedIOException(valueSet, e);
    }
  }

  static <T> List<T> objects(String valueSet, Class<T> kind) {
    return objects(valueSet).stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  static Output template(String valueSet, String... more) {
    return helm(
        Stream.concat(
                Stream.of("template", "mb", "mail-bridge", "--namespace", "mail", "-f"),
                Stream.concat(Stream.of("values/" + valueSet + ".yaml"), Stream.of(more)))
            .toArray(String[]::new));
  }

  static Output helm(String... arguments) {
    return run(Stream.concat(Stream.of(executable()), Stream.of(arguments)).toList());
  }

  private static String executable() {
    Output output = run(List.of("./test", "--helm"));
    assumeTrue(output.exit() != SKIPPED, output.out());
    if (output.exit() != 0) {
      throw new AssertionError(output.out());
    }
    return output.out().strip();
  }

  private static Output run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(HELM_FOLDER.toFile())
              .redirectErrorStream(true)
              .start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Output(process.waitFor(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
