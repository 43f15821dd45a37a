package dev.mailbridge.stack.local;

import dev.mailbridge.broker.BrokerProcess;
import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.process.ProcessSpec;
import dev.mailbridge.stack.process.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command lines of the stack's Java processes. */
final class Programs {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  // Small heaps, one collector thread and the quick compiler: nine processes share one laptop, and
  // starting is most of what they do.
  private static final List<String> SMALL =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=64m",
          "-Xss512k",
          "-Xms32m");

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
    return spec("kafka", command, Readiness.port(ports.of(StackPort.KAFKA)));
  }

  ProcessSpec simulator() {
    List<String> command = java("-Xmx192m");
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
    List<String> command = java("-Xmx160m");
    properties(name, port).forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-jar", application(name).toString()));
    return spec(
        name, command, Readiness.http(settings.ports().http(port).resolve("/q/health/ready")));
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
    properties.put("mail-bridge.imap-poller.url", ports.http(StackPort.IMAP_POLLER).toString());
    properties.put("mail-bridge.admin.password-file", folder.administratorPassword().toString());
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

  private String port(StackPort port) {
    return Integer.toString(settings.ports().of(port));
  }

  private static List<String> java(String heap) {
    List<String> command = new ArrayList<>();
    command.add(JAVA);
    command.addAll(SMALL);
    command.add(heap);
    return command;
  }

  private Path application(String module) {
    String folder = module.equals("helpdesk") ? "deploy/local/helpdesk" : module;
    Path jar = settings.home().resolve(folder).resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new StackException("%s is not built: run  ./mvnw package  first".formatted(module));
    }
    return jar;
  }

  private ProcessSpec spec(String name, List<String> command, Readiness readiness) {
    return new ProcessSpec(
        name, command, settings.folder().root(), settings.folder().log(name), readiness);
  }
}
