package dev.mailbridge.imappoller.packaged;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mailbridge.broker.BrokerProcess;
import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.FirstRead;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.entra.Resource;
import dev.mailbridge.testkit.FreePorts;
import dev.mailbridge.testkit.TestTopics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker of its own behind a relay, a simulated tenant, and what pollers need beside them. */
final class Installation implements AutoCloseable {
  static final ProjectId HELPDESK = ProjectId.of("helpdesk");
  static final ProjectId OTHER = ProjectId.of("other");
  private static final String KEY = "key-of-the-poller-under-test-000000000";

  private final Path folder;
  private final Simulator simulator =
      Simulator.start(SimulatorConfig.onFreePorts().withoutLimits());
  private final KafkaRelay relay;
  private final BrokerProcess broker;
  private final String kafka;
  private final HttpServer tokens;
  private final Map<String, String> settings = new HashMap<>();
  private int replicas;

  Installation(Path folder, Map<String, String> more) throws IOException {
    this.folder = folder;
    int port = FreePorts.next();
    int advertised = FreePorts.next();
    relay = new KafkaRelay(advertised, port);
    broker =
        new BrokerProcess(
                folder.resolve("kafka"),
                port,
                FreePorts.next(),
                Map.of(
                    "advertised.listeners",
                    "PLAINTEXT://127.0.0.1:" + advertised,
                    // A dead poller isn't waited for as long as in a cluster.
                    "group.min.session.timeout.ms",
                    "1000"))
            .start();
    kafka = "127.0.0.1:" + advertised;
    TestTopics.createAll(kafka(), HELPDESK, OTHER);
    tokens = tokenService();
    Path keys = Files.createDirectory(folder.resolve("keys"));
    for (String name : List.of("imap-poller", "token-service", "config-service")) {
      Files.writeString(keys.resolve(name), KEY);
    }
    Path authority = Files.writeString(folder.resolve("ca.pem"), simulator.caCertificatePem());
    settings.put("kafka.bootstrap.servers", kafka());
    settings.put("mail-bridge.keys.directory", keys.toString());
    settings.put("mail-bridge.content.directory", folder.resolve("content").toString());
    settings.put(
        "mail-bridge.token-service.url", "http://localhost:" + tokens.getAddress().getPort());
    settings.put("mail-bridge.trust.certificates", authority.toString());
    settings.putAll(more);
  }

  private HttpServer tokenService() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/v1/mailboxes/", this::token);
    server.createContext(
        "/api/v1/mac-keys",
        exchange ->
            answer(
                exchange,
                "[{\"id\":\"k1\",\"secret\":\"%s\",\"signing\":true,\"verifiesUntil\":\"2099-01-01T00:00:00Z\"}]"
                    .formatted(Base64.getEncoder().encodeToString(new byte[32]))));
    server.createContext(
        "/api/v1/grant-changes",
        exchange -> {
          LockSupport.parkNanos(Duration.ofSeconds(20).toNanos());
          answer(exchange, "{\"next\": 0, \"mailboxes\": []}");
        });
    server.start();
    return server;
  }

  private void token(HttpExchange exchange) throws IOException {
    String user = address(exchange.getRequestURI().getPath().split("/")[4]);
    String token =
        simulator.accessToken(
            SeedDirectory.CLIENT_ID, user, Resource.OUTLOOK, "IMAP.AccessAsUser.All");
    answer(
        exchange,
        "{\"accessToken\":\"%s\",\"expiresAt\":\"2099-01-01T00:00:00Z\",\"saslUser\":\"%s\",\"mechanism\":\"XOAUTH2\"}"
            .formatted(token, user));
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  static String address(String mailbox) {
    return mailbox + "@contoso.example";
  }

  Simulator simulator() {
    return simulator;
  }

  String kafka() {
    return kafka;
  }

  KafkaRelay relay() {
    return relay;
  }

  /** SIGKILL and a new start; clients find it again by themselves. */
  void killBroker() throws IOException, InterruptedException {
    broker.kill();
    broker.start();
  }

  /** Not awaited to be ready. */
  Replica startReplica() throws IOException {
    return new Replica(settings, folder.resolve("replica-" + replicas++ + ".log"));
  }

  void define(String mailbox, ProjectId project) {
    String address = address(mailbox);
    simulator.directory().put(User.named(UUID.randomUUID().toString(), address, address));
    MailboxDefinition definition =
        new MailboxDefinition(
            MailboxId.of(mailbox),
            project,
            address,
            null,
            true,
            new MailboxDefinition.Incoming(
                Protocol.IMAP,
                "localhost",
                simulator.imapsPort(),
                ConnectionSecurity.TLS,
                List.of("INBOX"),
                AfterProcessing.MARK_READ,
                null,
                FirstRead.BEGINNING,
                null,
                Duration.ofSeconds(5),
                null,
                null),
            null,
            List.of(),
            1);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(
          new ProducerRecord<>(
              Topics.MAILBOXES,
              mailbox.getBytes(StandardCharsets.UTF_8),
              ContractJson.write(definition)));
    }
  }

  @Override
  public void close() throws IOException {
    tokens.stop(0);
    relay.close();
    broker.process().destroyForcibly();
    simulator.close();
  }
}
