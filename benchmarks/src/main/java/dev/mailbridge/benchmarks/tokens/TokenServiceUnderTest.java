package dev.mailbridge.benchmarks.tokens;

import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.testkit.FreePorts;
import dev.mailbridge.testkit.SharedKafka;
import dev.mailbridge.testkit.SharedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The packaged token-service as a process, over PostgreSQL, Kafka and the simulated tenant. */
final class TokenServiceUnderTest implements AutoCloseable {
  static final String POLLER_KEY = "imap-poller-key-of-the-measurement-000";
  private static final String ADMIN_KEY = "config-service-key-of-the-measurement-0";
  private static final Path APPLICATION = Path.of("token-service/target/quarkus-app");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder = Files.createTempDirectory("bench-tokens");
  private final Simulator simulator =
      Simulator.start(SimulatorConfig.onFreePorts().withoutLimits());
  private final String database = SharedPostgres.newDatabase();
  private final int port = FreePorts.next();
  private final Process process;

  TokenServiceUnderTest() throws IOException {
    Path keys = Files.createDirectory(folder.resolve("keys"));
    Files.writeString(keys.resolve("config-service"), ADMIN_KEY);
    Files.writeString(keys.resolve("imap-poller"), POLLER_KEY);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    Map.of(
            "quarkus.http.port",
            String.valueOf(port),
            "quarkus.datasource.jdbc.url",
            database,
            "quarkus.datasource.username",
            "postgres",
            "quarkus.datasource.password",
            "postgres",
            "kafka.bootstrap.servers",
            SharedKafka.bootstrapServers(),
            "mail-bridge.keys.directory",
            keys.toString(),
            "mail-bridge.master-key.file",
            folder.resolve("master-key.json").toString(),
            "mail-bridge.master-key.create",
            "true")
        .forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-jar");
    command.add(APPLICATION.resolve("quarkus-run.jar").toString());
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("token-service.log").toFile())
            .start();
    awaitReady();
  }

  int port() {
    return port;
  }

  private void awaitReady() throws IOException {
    for (int i = 0; i < 600; i++) {
      if (!process.isAlive()) {
        throw new IOException(Files.readString(folder.resolve("token-service.log")));
      }
      try {
        if (send("GET", "/q/health/ready", "").statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // Not listening yet.
      }
      LockSupport.parkNanos(100_000_000);
    }
    throw new IOException("token-service isn't ready after a minute");
  }

  /** Mailboxes of one app that signs in by itself, each with a token of its own in the cache. */
  List<String> mailboxes(int count) throws IOException {
    String token = simulator.httpUrl() + "/" + SeedDirectory.TENANT_ID + "/oauth2/v2.0/token";
    expect(
        201,
        send(
            "POST",
            "/api/v1/registrations",
            """
            {"id": "bench", "name": "Bench", "cloud": "custom", "clientId": "%s",
             "tokenEndpoint": "%s", "credential": {"type": "secret", "secret": "%s"}}"""
                .formatted(
                    SeedDirectory.APP_ONLY_CLIENT_ID, token, SeedDirectory.APP_ONLY_SECRET)));
    List<String> mailboxes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String mailbox = "mailbox-" + i;
      expect(
          200,
          send(
              "PUT",
              "/api/v1/mailboxes/" + mailbox + "/grant",
              """
              {"registrationId": "bench", "flow": "client-credentials",
               "signsInAs": "support@contoso.example", "mailbox": "support@contoso.example"}"""));
      mailboxes.add(mailbox);
    }
    try (TokenConnection connection = new TokenConnection(port)) {
      for (String mailbox : mailboxes) {
        connection.ask(TokenConnection.request(port, mailbox, POLLER_KEY));
      }
    }
    return mailboxes;
  }

  /** How many reads of tokens the audit knows, counted in the database. */
  long auditedReads() throws SQLException {
    try (Connection connection = DriverManager.getConnection(database, "postgres", "postgres");
        Statement statement = connection.createStatement();
        ResultSet sum =
            statement.executeQuery(
                "select coalesce(sum(times), 0) from audit where action = 'token-read'")) {
      sum.next();
      return sum.getLong(1);
    }
  }

  /** Resident memory (VmRSS, Linux alone). */
  double rssMib() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(Double.NaN);
  }

  private HttpResponse<String> send(String method, String path, String body) throws IOException {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
              .header("Authorization", "Bearer " + ADMIN_KEY)
              .header("Content-Type", "application/json")
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void expect(int status, HttpResponse<String> response) throws IOException {
    if (response.statusCode() != status) {
      throw new IOException(response.request().uri() + ": " + response.body());
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    simulator.close();
  }
}
