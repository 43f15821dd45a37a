package dev.mailbridge.tokenservice.packaged;

import static org.awaitility.Awaitility.await;

import dev.mailbridge.testkit.FreePorts;
import dev.mailbridge.tokenservice.Callers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packaged token-service as a process of its own, which can be killed. */
final class ServiceProcess implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final int port = FreePorts.next();
  private final Map<String, String> settings;
  private final Path log;
  private Process process;

  ServiceProcess(Map<String, String> settings, Path log) {
    this.settings = settings;
    this.log = log;
  }

  ServiceProcess start() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-XX:TieredStopAtLevel=1");
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-Dquarkus.http.port=" + port);
    command.add("-jar");
    command.add("target/quarkus-app/quarkus-run.jar");
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await().atMost(Duration.ofSeconds(60)).until(this::ready);
    return this;
  }

  private boolean ready() {
    if (!process.isAlive()) {
      throw new IllegalStateException("token-service ended: " + logged());
    }
    try {
      return send(request("/q/health/ready").GET().build()).statusCode() == 200;
    } catch (IllegalStateException notYet) {
      return false;
    }
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  HttpResponse<String> token(String mailbox) {
    return token(mailbox, "imap");
  }

  HttpResponse<String> token(String mailbox, String purpose) {
    return send(
        as("imap-poller", "/api/v1/mailboxes/%s/access-token?for=%s".formatted(mailbox, purpose))
            .GET()
            .build());
  }

  /** Not the one that was handed out before. */
  HttpResponse<String> freshToken(String mailbox) {
    return token(mailbox, "imap&fresh=true");
  }

  HttpResponse<String> get(String path) {
    return send(as("config-service", path).GET().build());
  }

  HttpResponse<String> put(String path, String body) {
    return send(
        as("config-service", path)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  HttpResponse<String> post(String path, String body) {
    return send(
        as("config-service", path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** As the proxy of desk.example.com passes requests on. */
  HttpResponse<String> throughProxy(String path, boolean post) {
    HttpRequest.Builder request =
        as("config-service", path)
            .header("Content-Type", "application/json")
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-Host", "desk.example.com");
    return send(
        post
            ? request.POST(HttpRequest.BodyPublishers.ofString("{}")).build()
            : request.GET().build());
  }

  HttpResponse<String> browse(String path, String cookie) {
    return send(request(path).header("Cookie", cookie).GET().build());
  }

  private HttpRequest.Builder as(String caller, String path) {
    return request(path).header("Authorization", "Bearer " + Callers.keyOf(caller));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .timeout(Duration.ofSeconds(40));
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String logged() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
