package dev.mailbridge.stack.local;

import dev.mailbridge.broker.BrokerProcess;
import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.client.SimulatedTenant;
import dev.mailbridge.stack.process.ProcessSpec;
import dev.mailbridge.stack.process.Readiness;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command lines of the stack's Java processes. */
final class Programs {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final String RUNNER = "quarkus-run.jar";
  // Small heaps, one collector thread and the quick compiler: nine processes share one laptop, and
  // starting is most of what they do.
  private static final List<String> SMALL =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=64m",
          "-Xss512k",
          "-Xms32m",
          // What starting took beside the heap goes back.
          "-XX:TrimNativeHeapInterval=5000");

  private final StackSettings settings;

  Programs(StackSettings settings) {
    this.settings = settings;
  }

  ProcessSpec broker() {
    StackPorts ports = settings.ports();
    List<String> command;
    try {
      command =
          BrokerProcess.command(
              settings.folder().kafka(),
              ports.of(StackPort.KAFKA),
              ports.of(StackPort.KAFKA_CONTROLLER),
              settings.overrides().getOrDefault("kafka", Map.of()));
    } catch (IOException e) {
      throw new StackException("Can't find the Kafka broker's class path: build it again", e);
    }
    AotCache cache = cache("kafka");
    if (settings.startUp() == StartUp.TRAINING) {
      command.remove("-XX:+UseSerialGC");
      command.addAll(1, cache.training());
    } else {
      command.addAll(1, cache.use());
    }
    return spec("kafka", command, Readiness.port(ports.of(StackPort.KAFKA)));
  }

  ProcessSpec simulator() {
    List<String> command = java("-Xmx192m", cache("simulator"));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "dev.mailbridge.simulator.SimulatorMain",
            "--http-port",
            port(StackPort.SIMULATOR),
            "--imaps-port",
            port(StackPort.SIMULATOR_IMAPS),
            "--pop3s-port",
            port(StackPort.SIMULATOR_POP3S),
            "--smtp-port",
            port(StackPort.SIMULATOR_SMTP),
            "--state",
            settings.folder().simulator().toString()));
    command.addAll(settings.simulatorOptions());
    return spec(
        "simulator",
        command,
        Readiness.http(settings.ports().http(StackPort.SIMULATOR).resolve("/simulator/ca.pem")));
  }

  ProcessSpec service(String name, StackPort port) {
    return service(name, name, properties(name, port), settings.ports().of(port));
  }

  /** A second one of the same service, on a port of its own. */
  ProcessSpec beside(String name) {
    int port = StackPorts.free().of(StackPort.HELPDESK);
    Map<String, String> properties = properties(name, StackPort.HELPDESK);
    properties.put("quarkus.http.port", Integer.toString(port));
    return service(name, name + "-next", properties, port);
  }

  private ProcessSpec service(
      String name, String process, Map<String, String> properties, int port) {
    Path application = application(name);
    // Relative names, as in the images: a cache holds for the class path that it was trained with.
    List<String> command = java("-Xmx160m", new AotCache(Path.of("app.aot"), application));
    properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-jar", RUNNER));
    return new ProcessSpec(
        process,
        command,
        application,
        settings.folder().log(process),
        Readiness.http(URI.create("http://localhost:" + port + "/q/health/ready")),
        grace());
  }

  private Duration grace() {
    return Duration.ofSeconds(settings.startUp() == StartUp.TRAINING ? 240 : 15);
  }

  private Map<String, String> properties(String name, StackPort port) {
    StackFolder folder = settings.folder();
    StackPorts ports = settings.ports();
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("quarkus.http.port", Integer.toString(ports.of(port)));
    properties.put("kafka.bootstrap.servers", "localhost:" + ports.of(StackPort.KAFKA));
    properties.put("mail-bridge.keys.directory", folder.keys().toString());
    properties.put("mail-bridge.keys.operator-key-file", folder.operatorKey().toString());
    properties.put("mail-bridge.content.directory", folder.content().toString());
    properties.put("mail-bridge.token-service.url", ports.http(StackPort.TOKEN_SERVICE).toString());
    if (settings.withSimulator()) {
      properties.put(
          "mail-bridge.trust.certificates", folder.simulator().resolve("ca.pem").toString());
    }
    String database = name.replace('-', '_');
    if (PostgresServer.DATABASES.contains(database)) {
      properties.put(
          "quarkus.datasource.jdbc.url",
          "jdbc:postgresql://localhost:%d/%s".formatted(ports.of(StackPort.POSTGRESQL), database));
      properties.put("quarkus.datasource.username", database);
    }
    properties.putAll(ofOne(name));
    if (settings.withSimulator()) {
      properties.putAll(simulatedOffice(name));
    }
    properties.putAll(settings.overrides().getOrDefault(name, Map.of()));
    return properties;
  }

  /** What no other service would understand. */
  private Map<String, String> ofOne(String name) {
    StackFolder folder = settings.folder();
    return switch (name) {
      case "config-service" ->
          Map.of(
              "mail-bridge.admin.password-file",
              folder.administratorPassword().toString(),
              "mail-bridge.imap-poller.url",
              settings.ports().http(StackPort.IMAP_POLLER).toString(),
              "mail-bridge.smtp-sender.url",
              settings.ports().http(StackPort.SMTP_SENDER).toString());
      case "token-service" ->
          Map.of(
              "mail-bridge.master-key.file",
              folder.tokenService().resolve("master-key").toString(),
              "mail-bridge.master-key.create",
              "true",
              "mail-bridge.web-admin.url",
              settings.ports().http(StackPort.CONFIG_SERVICE).toString());
      default -> Map.of();
    };
  }

  /** Where Microsoft's services are, for each that calls them. */
  private Map<String, String> simulatedOffice(String name) {
    String graph = settings.ports().http(StackPort.SIMULATOR).toString();
    return switch (name) {
      case "config-service" -> simulatedForms();
      case "imap-poller" -> Map.of("mail-bridge.poller.graph.url", graph);
      case "smtp-sender" -> Map.of("mail-bridge.submission.graph-url", graph);
      default -> Map.of();
    };
  }

  /** What the web admin's forms start with, so that nobody has to type it. */
  private Map<String, String> simulatedForms() {
    String simulator = settings.ports().http(StackPort.SIMULATOR).toString();
    String office = "mail-bridge.office.";
    return Map.of(
        office + "authority",
        simulator,
        office + "graph-url",
        simulator,
        office + "tenant-id",
        SimulatedTenant.ID,
        office + "client-id",
        SimulatedTenant.CLIENT_ID,
        office + "redirect-port",
        port(StackPort.TOKEN_SERVICE),
        office + "imap-host",
        "localhost",
        office + "imap-port",
        port(StackPort.SIMULATOR_IMAPS),
        office + "smtp-host",
        "localhost",
        office + "smtp-port",
        port(StackPort.SIMULATOR_SMTP));
  }

  private String port(StackPort port) {
    return Integer.toString(settings.ports().of(port));
  }

  private List<String> java(String heap, AotCache cache) {
    List<String> command = new ArrayList<>();
    command.add(JAVA);
    command.addAll(SMALL);
    command.add(heap);
    if (settings.startUp() == StartUp.TRAINING) {
      command.addAll(cache.training());
    } else {
      command.add("-XX:+UseSerialGC");
      command.addAll(cache.use());
    }
    return command;
  }

  /** Of the programs that have no folder of their own. */
  private AotCache cache(String name) {
    Path folder = settings.home().resolve("deploy/local/stack/target");
    return new AotCache(folder.resolve(name + ".aot"), folder);
  }

  private Path application(String module) {
    String path = module.equals("helpdesk") ? "deploy/local/helpdesk" : module;
    Path folder = settings.home().resolve(path).resolve("target/quarkus-app");
    if (!Files.exists(folder.resolve(RUNNER))) {
      throw new StackException("%s is not built: run  ./mvnw package  first".formatted(module));
    }
    return folder;
  }

  private ProcessSpec spec(String name, List<String> command, Readiness readiness) {
    return new ProcessSpec(
        name, command, settings.folder().root(), settings.folder().log(name), readiness, grace());
  }
}
