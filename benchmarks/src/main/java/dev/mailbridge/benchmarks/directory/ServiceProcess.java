package dev.mailbridge.benchmarks.directory;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A packaged service as a process; it can be killed and started again. */
final class ServiceProcess implements AutoCloseable {
  private static final int START_SECONDS = 90;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String name;
  private final int port;
  private final Path log;
  private final List<String> command = new ArrayList<>();
  private Process process;

  ServiceProcess(String name, int port, Path folder, Map<String, String> properties)
      throws IOException {
    this.name = name;
    this.port = port;
    this.log = folder.resolve(name + ".log");
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-Dquarkus.http.port=" + port);
    properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-jar");
    command.add(Path.of(name, "target/quarkus-app/quarkus-run.jar").toString());
    start();
  }

  String url() {
    return "http://localhost:" + port;
  }

  void start() throws IOException {
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    for (int i = 0; i < START_SECONDS * 10; i++) {
      if (!process.isAlive()) {
        throw new IOException(name + " ended: " + Files.readString(log));
      }
      try {
        if (get("/q/health/ready").statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // Not listening yet.
      }
      LockSupport.parkNanos(100_000_000);
    }
    throw new IOException("%s isn't ready after %d s".formatted(name, START_SECONDS));
  }

  private HttpResponse<String> get(String path) throws IOException {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(url() + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Resident memory (VmRSS, Linux alone). */
  double rssMib() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(Double.NaN);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
