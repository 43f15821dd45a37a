package dev.mailbridge.stack.chaos;

import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.local.StackPorts;
import dev.mailbridge.testkit.FreePorts;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The relays between the parts: the services are told their ports instead of the servers'. */
final class Network implements AutoCloseable {
  static final List<String> STRETCHES =
      List.of(
          "services-imap",
          "sender-smtp",
          "token-service-entra",
          "poller-kafka",
          "sender-kafka",
          "token-service-kafka",
          "config-service-kafka",
          "poller-token-service",
          "sender-token-service",
          "token-service-postgresql",
          "config-service-postgresql",
          "sender-postgresql");

  private final Map<String, Relay> relays = new HashMap<>();
  // Kafka tells its clients where to connect to: each service has a listener that names its relay.
  private final Map<String, Integer> listeners = new LinkedHashMap<>();
  private final IssuedTokens tokens = new IssuedTokens();
  private final StackPorts ports;

  Network(StackPorts ports) throws IOException {
    this.ports = ports;
    for (String stretch : STRETCHES) {
      if (stretch.endsWith("-kafka")) {
        listeners.put(stretch, FreePorts.next());
        relays.put(stretch, new Relay(listeners.get(stretch)));
      } else if (stretch.endsWith("-entra")) {
        relays.put(stretch, new Relay(ports.of(StackPort.SIMULATOR), tokens::hear));
      } else {
        relays.put(stretch, new Relay(ports.of(server(stretch))));
      }
    }
  }

  Relay stretch(String name) {
    return relays.get(name);
  }

  /** Every token that the directory gave out. */
  IssuedTokens tokens() {
    return tokens;
  }

  /** As the mailbox's definition and the registration are to name them. */
  StackPorts asServicesSeeThem() {
    Map<StackPort, Integer> changed = new EnumMap<>(StackPort.class);
    Stream.of(StackPort.values()).forEach(port -> changed.put(port, ports.of(port)));
    changed.put(StackPort.SIMULATOR_IMAPS, stretch("services-imap").port());
    changed.put(StackPort.SIMULATOR_SMTP, stretch("sender-smtp").port());
    changed.put(StackPort.SIMULATOR, stretch("token-service-entra").port());
    return StackPorts.standardBut(changed);
  }

  /** Configuration of Kafka and the services that leads them over the relays. */
  Map<String, Map<String, String>> overrides(
      Map<String, String> ofSender, Map<String, String> ofTokenService) {
    return Map.of(
        "kafka", broker(),
        "imap-poller", all(kafka("poller-kafka"), tokenService("poller-token-service")),
        "smtp-sender",
            all(
                ofSender,
                kafka("sender-kafka"),
                tokenService("sender-token-service"),
                database("sender-postgresql", "smtp_sender")),
        "token-service",
            all(
                ofTokenService,
                kafka("token-service-kafka"),
                database("token-service-postgresql", "token_service")),
        "config-service",
            all(
                kafka("config-service-kafka"),
                database("config-service-postgresql", "config_service")));
  }

  @Override
  public void close() {
    relays.values().forEach(Relay::close);
  }

  private Map<String, String> broker() {
    StringBuilder listen =
        new StringBuilder(
            "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                .formatted(ports.of(StackPort.KAFKA), ports.of(StackPort.KAFKA_CONTROLLER)));
    StringBuilder advertise =
        new StringBuilder("PLAINTEXT://127.0.0.1:" + ports.of(StackPort.KAFKA));
    StringBuilder protocols = new StringBuilder("PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    listeners.forEach(
        (stretch, port) -> {
          String name = stretch.toUpperCase(Locale.ROOT);
          listen.append(",%s://127.0.0.1:%d".formatted(name, port));
          advertise.append(",%s://127.0.0.1:%d".formatted(name, stretch(stretch).port()));
          protocols.append(",%s:PLAINTEXT".formatted(name));
        });
    return Map.of(
        "listeners", listen.toString(),
        "advertised.listeners", advertise.toString(),
        "listener.security.protocol.map", protocols.toString(),
        "inter.broker.listener.name", "PLAINTEXT");
  }

  private Map<String, String> kafka(String stretch) {
    return Map.of("kafka.bootstrap.servers", "127.0.0.1:" + stretch(stretch).port());
  }

  private Map<String, String> tokenService(String stretch) {
    return Map.of("mail-bridge.token-service.url", "http://localhost:" + stretch(stretch).port());
  }

  private Map<String, String> database(String stretch, String name) {
    return Map.of(
        "quarkus.datasource.jdbc.url",
        "jdbc:postgresql://localhost:%d/%s".formatted(stretch(stretch).port(), name));
  }

  @SafeVarargs
  private static Map<String, String> all(Map<String, String>... parts) {
    Map<String, String> all = new HashMap<>();
    Stream.of(parts).forEach(all::putAll);
    return all;
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
