package dev.mailbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, as a user starts it: {@code java -jar}. */
class SimulatorJarIT {
  private static final Pattern READY =
      Pattern.compile("Simulator ready: (\\S+) IMAPS (\\d+) POP3S (\\d+) SMTP (\\d+)");

  @TempDir private Path folder;

  private record Running(Process process, String url) implements AutoCloseable {
    @Override
    public void close() throws InterruptedException {
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private static Path jar() {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(
              file -> file.getFileName().toString().matches("simulator-[\\d.]+(-SNAPSHOT)?\\.jar"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process process(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx96m", "-jar", jar().toString()));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private Running start() throws IOException {
    Process process =
        process(
            "--http-port",
            "0",
            "--imaps-port",
            "0",
            "--pop3s-port=0",
            "--smtp-port",
            "0",
            "--state",
            folder.toString());
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      all.append(line).append('\n');
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        return new Running(process, ready.group(1));
      }
    }
    throw new IllegalStateException("The simulator did not start: " + all);
  }

  private static HttpResponse<String> call(String method, String url, String body)
      throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(url))
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void shouldKeepMailsAndCertificateWhenItIsStartedAgain() throws Exception {
    // Given
    String mails = "/simulator/mailboxes/helpdesk@contoso.example/messages";
    String certificate;
    try (Running first = start()) {
      assertThat(call("GET", first.url() + "/simulator/health", "").body()).contains("UP");
      certificate = call("GET", first.url() + "/simulator/ca.pem", "").body();
      assertThat(call("POST", first.url() + mails, "Subject: kept\r\n\r\nHello\r\n").statusCode())
          .isEqualTo(201);
    }

    // When
    try (Running second = start()) {
      // Then
      assertThat(call("GET", second.url() + mails, "").body()).contains("\"subject\":\"kept\"");
      assertThat(call("GET", second.url() + "/simulator/ca.pem", "").body()).isEqualTo(certificate);
      assertThat(folder.resolve("ca.pem")).hasContent(certificate);
      assertThat(call("GET", second.url() + "/", "").body()).contains("Simulated Office 365");
    }
  }

  @Test
  void shouldSayWhatIsWrongWhenAnOptionIs() throws Exception {
    Process help = process("--help");
    String text = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(text).contains("--imaps-port").contains("--state FOLDER");
    assertThat(help.waitFor()).isZero();

    Process wrong = process("--imaps-port", "many");
    assertThat(new String(wrong.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("--imaps-port must be a number, not many");
    assertThat(wrong.waitFor()).isEqualTo(2);
  }
}
