package dev.mailbridge.benchmarks.send;

import dev.mailbridge.testkit.FreePorts;
import dev.mailbridge.testkit.SharedKafka;
import dev.mailbridge.testkit.realservers.RealMailServers;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The packaged smtp-sender as a process, over Kafka and a PostgreSQL that waits for its disk. */
final class SenderUnderTest implements AutoCloseable {
  private static final String KEY = "smtp-sender-key-of-the-measurement-0000";
  private static final Path APPLICATION = Path.of("smtp-sender/target/quarkus-app");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder = Files.createTempDirectory("bench-send");
  private final EmbeddedPostgres postgres =
      EmbeddedPostgres.builder()
          .setPort(FreePorts.next())
          .setServerConfig("max_connections", "100")
          .start();
  private final int port = FreePorts.next();
  private final TokenStub tokens;
  private final Process process;

  SenderUnderTest(RealMailServers servers) throws IOException {
    tokens = new TokenStub(servers.tokens());
    Path keys = Files.createDirectory(folder.resolve("keys"));
    for (String name : List.of("smtp-sender", "token-service", "config-service")) {
      Files.writeString(keys.resolve(name), KEY);
    }
    Path authority = folder.resolve("ca.pem");
    Files.writeString(authority, servers.certificatePem());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    Map.of(
            "quarkus.http.port", String.valueOf(port),
            "quarkus.datasource.jdbc.url", database(),
            "quarkus.datasource.username", "postgres",
            "quarkus.datasource.password", "postgres",
            "kafka.bootstrap.servers", SharedKafka.bootstrapServers(),
            "mail-bridge.keys.directory", keys.toString(),
            "mail-bridge.content.directory", folder.resolve("content").toString(),
            "mail-bridge.token-service.url", tokens.url(),
            "mail-bridge.trust.certificates", authority.toString())
        .forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-jar");
    command.add(APPLICATION.resolve("quarkus-run.jar").toString());
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("smtp-sender.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    awaitReady();
  }

  private String database() {
    return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
  }

  private void awaitReady() throws IOException {
    for (int i = 0; i < 600; i++) {
      if (!process.isAlive()) {
        throw new IOException(log());
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
    throw new IOException("smtp-sender isn't ready after a minute: " + log());
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("smtp-sender.log"));
  }

  void sql(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database(), "postgres", "postgres");
        Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  /** A figure of {@code /q/metrics}. */
  double metric(String name) throws IOException {
    return get("/q/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Resident memory (VmRSS, Linux alone). */
  double rssMib() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(Double.NaN);
  }

  private HttpResponse<String> get(String path) throws IOException {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
              .header("Authorization", "Bearer " + KEY)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
    tokens.close();
    postgres.close();
  }
}
