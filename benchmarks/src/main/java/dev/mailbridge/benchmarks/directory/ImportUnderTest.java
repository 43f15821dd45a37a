package dev.mailbridge.benchmarks.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.directory.SeedUsers;
import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.testkit.FreePorts;
import dev.mailbridge.testkit.SharedKafka;
import dev.mailbridge.testkit.SharedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * config-service and token-service as packaged, over PostgreSQL, Kafka and the simulated tenant's
 * Graph with its many users.
 */
final class ImportUnderTest implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONFIG_KEY = "config-service-key-of-the-measurement-0";
  private static final String PASSWORD = "password of the measurement";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder = Files.createTempDirectory("bench-directory");
  private final Simulator simulator =
      Simulator.start(SimulatorConfig.onFreePorts().withoutLimits());
  private final ServiceProcess tokenService;
  private final ServiceProcess configService;

  ImportUnderTest(int users) throws IOException {
    SeedUsers.add(simulator.directory(), 0, users);
    Path keys = Files.createDirectory(folder.resolve("keys"));
    Files.writeString(keys.resolve("config-service"), CONFIG_KEY);
    Path password = Files.writeString(folder.resolve("admin-password"), PASSWORD + "\n");
    tokenService =
        new ServiceProcess(
            "token-service",
            FreePorts.next(),
            folder,
            Map.of(
                "quarkus.datasource.jdbc.url", SharedPostgres.newDatabase(),
                "quarkus.datasource.username", "postgres",
                "quarkus.datasource.password", "postgres",
                "kafka.bootstrap.servers", SharedKafka.bootstrapServers(),
                "mail-bridge.keys.directory", keys.toString(),
                "mail-bridge.master-key.file", folder.resolve("master-key.json").toString(),
                "mail-bridge.master-key.create", "true"));
    configService =
        new ServiceProcess(
            "config-service",
            FreePorts.next(),
            folder,
            Map.of(
                "quarkus.datasource.jdbc.url", SharedPostgres.newDatabase(),
                "quarkus.datasource.username", "postgres",
                "quarkus.datasource.password", "postgres",
                "kafka.bootstrap.servers", SharedKafka.bootstrapServers(),
                "mail-bridge.keys.directory", keys.toString(),
                "mail-bridge.token-service.url", tokenService.url(),
                "mail-bridge.admin.password-file", password.toString(),
                // Only how soon the next process goes on with a dead one's run.
                "mail-bridge.directory.lease", "PT5S"));
  }

  ServiceProcess configService() {
    return configService;
  }

  Set<String> userIds() {
    return simulator.directory().users().stream().map(User::id).collect(Collectors.toSet());
  }

  /** A project that imports everybody, by button. */
  PublishedUsers project(String id) throws IOException {
    send("POST", "/api/v1/projects", "{\"id\": \"%s\", \"name\": \"%s\"}".formatted(id, id));
    while (!send("GET", "/api/v1/projects/" + id, null).path("topics").asText().equals("ready")) {
      LockSupport.parkNanos(200_000_000);
    }
    send(
        "PUT",
        path(id),
        """
        {"Client ID": "%s", "Tenant ID": "%s", "Secret Key": "%s", "Cloud": "custom",
         "Token End Point": "%s/%s/oauth2/v2.0/token", "Graph URL": "%s", "enabled": false}
        """
            .formatted(
                SeedDirectory.APP_ONLY_CLIENT_ID,
                SeedDirectory.TENANT_ID,
                SeedDirectory.APP_ONLY_SECRET,
                simulator.httpUrl(),
                SeedDirectory.TENANT_ID,
                simulator.httpUrl()));
    return new PublishedUsers(SharedKafka.bootstrapServers(), "directory.users." + id);
  }

  private static String path(String project) {
    return "/api/v1/projects/" + project + "/directory-import";
  }

  /**
   * Starts a run and doesn't wait.
   *
   * @param kind null for changes where that is possible
   */
  long start(String project, String kind) throws IOException {
    String body = kind == null ? "{}" : "{\"kind\": \"" + kind + "\"}";
    return send("POST", path(project) + "/runs", body).path("id").asLong();
  }

  JsonNode run(String project, long run) throws IOException {
    return send("GET", path(project) + "/runs/" + run, null);
  }

  /** Waits for the run's end. */
  JsonNode ended(String project, long run) throws IOException {
    while (true) {
      JsonNode now = run(project, run);
      switch (now.path("state").asText()) {
        case "waiting", "listing", "publishing" -> LockSupport.parkNanos(100_000_000);
        case "done" -> {
          return now;
        }
        default -> throw new IOException("The run ended otherwise: " + now);
      }
    }
  }

  /** Changes the departments of some users. */
  void change(int count, String department) {
    for (int i = 0; i < count; i++) {
      User user = simulator.directory().user(SeedUsers.id(i * 7)).orElseThrow();
      simulator
          .directory()
          .put(
              new User(
                  user.id(),
                  user.userPrincipalName(),
                  user.displayName(),
                  user.givenName(),
                  user.surname(),
                  java.util.Optional.of(department),
                  user.proxyAddresses(),
                  user.accountEnabled(),
                  user.shared(),
                  user.administrator(),
                  user.mfaRequired(),
                  user.smtpAuthDisabled(),
                  user.imapDisabled(),
                  user.password(),
                  user.validFrom(),
                  user.attributes()));
    }
  }

  private JsonNode send(String method, String path, String body) throws IOException {
    String credentials =
        Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(configService.url() + path))
                  .header("Authorization", "Basic " + credentials)
                  .header("Content-Type", "application/json")
                  .method(
                      method,
                      body == null
                          ? HttpRequest.BodyPublishers.noBody()
                          : HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 400) {
        throw new IOException(path + ": " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    configService.close();
    tokenService.close();
    simulator.close();
  }
}
