package dev.mailbridge.benchmarks.poller;

import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.FirstRead;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.testkit.SharedKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka, as much of token-service as a poller asks for, and pollers that read from a mail host. */
public final class PollerBench implements AutoCloseable {
  /** The collector that the JVM takes by itself in a container of under 1,792 MiB. */
  public static final String JVM = "-Xmx512m -XX:+UseSerialGC";

  private final String kafka = SharedKafka.bootstrapServers();
  private final MailHost host;
  private final StubTokenService tokens;
  private final Path folder = Files.createTempDirectory("bench-poller");
  private final KafkaProducer<byte[], byte[]> definitions;
  private int processes;

  public PollerBench(MailHost host) throws IOException {
    this.host = host;
    tokens = new StubTokenService(PollerBench::user, host.tokens());
    definitions =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public String kafka() {
    return kafka;
  }

  /** Mailbox ids end with the number of their account. */
  private static String user(String mailboxId) {
    return address(Integer.parseInt(mailboxId.substring(mailboxId.lastIndexOf('-') + 1)));
  }

  /** The address of an account. */
  public static String address(int account) {
    return "bench%d@contoso.example".formatted(account);
  }

  /**
   * A new process with an empty content store, ready.
   *
   * @param jvm such as {@code -Xmx512m}
   */
  public PollerProcess startPoller(String... jvm) throws IOException {
    Path own = Files.createDirectories(folder.resolve("poller-" + processes++));
    Path ca = Files.writeString(own.resolve("ca.pem"), host.certificatePem());
    return PollerProcess.start(
            own,
            kafka,
            tokens.url(),
            List.of(jvm),
            Map.of("mail-bridge.trust.certificates", ca.toString()))
        .awaitReady();
  }

  /** Mailboxes as config-service would publish them, one for each account from the first on. */
  public List<MailboxId> open(String name, int firstAccount, int accounts, FirstRead from) {
    List<MailboxId> opened = new ArrayList<>();
    for (int account = firstAccount; account < firstAccount + accounts; account++) {
      MailboxId id = MailboxId.of("%s-%d".formatted(name, account));
      write(id, ContractJson.write(definition(id, account, from)));
      opened.add(id);
    }
    definitions.flush();
    return opened;
  }

  public void close(List<MailboxId> mailboxes) {
    mailboxes.forEach(id -> write(id, null));
    definitions.flush();
  }

  private void write(MailboxId id, byte[] value) {
    definitions.send(
        new ProducerRecord<>(Topics.MAILBOXES, id.value().getBytes(StandardCharsets.UTF_8), value));
  }

  private MailboxDefinition definition(MailboxId id, int account, FirstRead from) {
    return new MailboxDefinition(
        id,
        ProjectId.of("helpdesk"),
        address(account),
        null,
        true,
        new MailboxDefinition.Incoming(
            Protocol.IMAP,
            "localhost",
            host.imapsPort(),
            ConnectionSecurity.TLS,
            List.of("INBOX"),
            AfterProcessing.KEEP,
            null,
            from,
            null,
            null,
            null,
            null),
        null,
        List.of(),
        1);
  }

  @Override
  public void close() {
    definitions.close();
    tokens.close();
  }
}
