package dev.mailbridge.benchmarks.start;

import dev.mailbridge.testkit.FreePorts;
import dev.mailbridge.testkit.SharedKafka;
import dev.mailbridge.testkit.SharedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the services need: Kafka, a database each that has been migrated once, keys. */
final class ServiceGround implements AutoCloseable {
  // As ./run starts them.
  private static final List<String> SMALL =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=64m",
          "-Xss512k",
          "-Xms32m",
          "-XX:TrimNativeHeapInterval=5000",
          "-Xmx160m");

  private final Path folder = Files.createTempDirectory("bench-start");
  private final Map<String, String> databases = new HashMap<>();
  private String tokenService = "http://localhost:1";

  ServiceGround() throws IOException {
    Path keys = Files.createDirectory(folder.resolve("keys"));
    for (String service : List.of("config-service", "imap-poller", "smtp-sender")) {
      Files.writeString(keys.resolve(service), service + "-key-of-the-measurement-0000000000");
    }
  }

  void tokenServiceIs(StartedService service) {
    tokenService = service.url();
  }

  /** Returns once it is ready. */
  StartedService start(String service, StartMode mode) throws IOException {
    int port = FreePorts.next();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SMALL);
    command.addAll(mode.options());
    properties(service, port).forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-jar", "quarkus-run.jar"));
    return StartedService.start(
        command, Path.of(service, "target/quarkus-app"), folder.resolve(service + ".log"), port);
  }

  private Map<String, String> properties(String service, int port) {
    Map<String, String> properties = new HashMap<>();
    properties.put("quarkus.http.port", String.valueOf(port));
    properties.put("kafka.bootstrap.servers", SharedKafka.bootstrapServers());
    properties.put("mail-bridge.keys.directory", folder.resolve("keys").toString());
    properties.put("mail-bridge.content.directory", folder.resolve("content").toString());
    properties.put("mail-bridge.token-service.url", tokenService);
    properties.put("mail-bridge.admin.password-file", folder.resolve("admin-password").toString());
    properties.put("mail-bridge.master-key.file", folder.resolve("master-key.json").toString());
    properties.put("mail-bridge.master-key.create", "true");
    if (!service.equals("imap-poller")) {
      properties.put(
          "quarkus.datasource.jdbc.url",
          databases.computeIfAbsent(service, unused -> SharedPostgres.newDatabase()));
      properties.put("quarkus.datasource.username", "postgres");
      properties.put("quarkus.datasource.password", "postgres");
    }
    return properties;
  }

  @Override
  public void close() {
    for (String service : StartBench.SERVICES) {
      try {
        Files.deleteIfExists(Path.of(service, "target/quarkus-app/bench.aot"));
      } catch (IOException e) {
        System.err.println(e.getMessage());
      }
    }
  }
}
