package dev.mailbridge.mailparse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mail of 30 MiB needs no heap over 64 MiB, the mail itself included. */
class BigMailTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "base64",
        "tnef",
        "smime",
        "text",
        "html",
        "nested-html",
        "headers",
        "one-header",
        "addresses",
        "parts",
        "delimiters"
      })
  void shouldParseInA64MiBHeapWhenTheMailHas30MiB(String kind)
      throws IOException, InterruptedException {
    // Given
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    // When
    Process process =
        new ProcessBuilder(
                java,
                "-Xmx64m",
                "-XX:+UseG1GC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BigMails.class.getName(),
                kind)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    // Then
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }
}
