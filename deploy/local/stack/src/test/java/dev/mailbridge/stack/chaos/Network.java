package dev.mailbridge.stack.chaos;

import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.local.StackPorts;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The relays between the parts: the services are told their ports instead of the servers'. */
final class Network implements AutoCloseable {
  static final List<String> STRETCHES =
      List.of(
          "services-imap",
          "sender-smtp",
          "poller-token-service",
          "sender-token-service",
          "token-service-postgresql",
          "config-service-postgresql",
          "sender-postgresql");

  private final Map<String, Relay> relays = new HashMap<>();

  Network(StackPorts ports) throws IOException {
    for (String stretch : STRETCHES) {
      relays.put(stretch, new Relay(ports.of(server(stretch))));
    }
  }

  Relay stretch(String name) {
    return relays.get(name);
  }

  /** As the mailbox's definition is to name them. */
  StackPorts mailPorts(StackPorts ports) {
    Map<StackPort, Integer> changed = new EnumMap<>(StackPort.class);
    Stream.of(StackPort.values()).forEach(port -> changed.put(port, ports.of(port)));
    changed.put(StackPort.SIMULATOR_IMAPS, stretch("services-imap").port());
    changed.put(StackPort.SIMULATOR_SMTP, stretch("sender-smtp").port());
    return StackPorts.standardBut(changed);
  }

  /** Configuration of the services that leads them over the relays. */
  Map<String, Map<String, String>> overrides(Map<String, String> ofSender) {
    Map<String, String> sender = new HashMap<>(ofSender);
    sender.putAll(tokenService("sender-token-service"));
    sender.putAll(database("sender-postgresql", "smtp_sender"));
    return Map.of(
        "imap-poller", tokenService("poller-token-service"),
        "smtp-sender", sender,
        "token-service", database("token-service-postgresql", "token_service"),
        "config-service", database("config-service-postgresql", "config_service"));
  }

  @Override
  public void close() {
    relays.values().forEach(Relay::close);
  }

  private Map<String, String> tokenService(String stretch) {
    return Map.of("mail-bridge.token-service.url", "http://localhost:" + stretch(stretch).port());
  }

  private Map<String, String> database(String stretch, String name) {
    return Map.of(
        "quarkus.datasource.jdbc.url",
        "jdbc:postgresql://localhost:%d/%s".formatted(stretch(stretch).port(), name));
  }

  private static StackPort server(String stretch) {
    if (stretch.endsWith("-imap")) {
      return StackPort.SIMULATOR_IMAPS;
    }
    if (stretch.endsWith("-smtp")) {
      return StackPort.SIMULATOR_SMTP;
    }
    return stretch.endsWith("-postgresql") ? StackPort.POSTGRESQL : StackPort.TOKEN_SERVICE;
  }
}
