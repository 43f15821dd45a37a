package dev.mailbridge.imappoller.measure;

import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.imappoller.fixture.PollerProcess;
import dev.mailbridge.imappoller.fixture.StubTokenService;
import dev.mailbridge.imappoller.fixture.TestMailbox;
import dev.mailbridge.testkit.SharedKafka;
import dev.mailbridge.testkit.realservers.RealMailServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * How fast a full mailbox is drained from Dovecot, counted by an independent read-committed reader.
 * Arguments: mails, mailboxes, rounds.
 */
public final class DrainMeasurement {
  private DrainMeasurement() {}

  public static void main(String[] arguments) throws Exception {
    int mails = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    int mailboxes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 4;
    String kafka = SharedKafka.bootstrapServers();
    Path folder = Files.createTempDirectory("drain");
    try (RealMailServers servers = RealMailServers.start();
        StubTokenService tokens =
            new StubTokenService(id -> user(id, mailboxes), servers.tokens()::valid)) {
      Path ca = Files.writeString(folder.resolve("ca.pem"), servers.certificatePem());
      long octets = fill(servers, mails, mailboxes);
      System.out.printf("corpus: %d mails, %d MB, %d mailboxes%n", mails, octets >> 20, mailboxes);
      try (PollerProcess poller =
          PollerProcess.start(
                  folder,
                  kafka,
                  tokens.url(),
                  List.of(System.getProperty("poller.jvm", "-Xmx512m").split(" ")),
                  Map.of("mail-bridge.trust.certificates", ca.toString()))
              .awaitReady()) {
        for (int round = 0; round < rounds; round++) {
          Duration before = cpu(poller);
          round(kafka, servers, mails, mailboxes, round);
          System.out.printf(
              "         %.3f ms of CPU a mail%n",
              cpu(poller).minus(before).toNanos() / 1e6 / mails);
        }
        System.out.println(
            Files.readString(Path.of("/proc/%d/status".formatted(poller.handle().pid())))
                .lines()
                .filter(line -> line.startsWith("VmRSS") || line.startsWith("Threads"))
                .toList());
      }
    }
    System.exit(0);
  }

  private static Duration cpu(PollerProcess poller) {
    return poller.handle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static String user(String mailboxId, int mailboxes) {
    return "bench%d@contoso.example".formatted(Math.floorMod(mailboxId.hashCode(), mailboxes));
  }

  private static void round(
      String kafka, RealMailServers servers, int mails, int mailboxes, int round) {
    List<TestMailbox> opened = new ArrayList<>();
    while (opened.size() < mailboxes) {
      TestMailbox mailbox = new TestMailbox(kafka, servers.imapsPort()).tls();
      if (Math.floorMod(mailbox.id().value().hashCode(), mailboxes) == opened.size()) {
        opened.add(mailbox);
      }
    }
    try (KafkaConsumer<String, byte[]> reader = reader(kafka)) {
      long start = System.nanoTime();
      opened.forEach(TestMailbox::publish);
      int seen = 0;
      long first = 0;
      while (seen < mails && System.nanoTime() - start < 300_000_000_000L) {
        for (ConsumerRecord<String, byte[]> ignored : reader.poll(Duration.ofMillis(100))) {
          first = first == 0 ? System.nanoTime() : first;
          seen++;
        }
      }
      long end = System.nanoTime();
      System.out.printf(
          "round %d: %d events, %.0f mails/s from the definition, %.0f mails/s from the first event%n",
          round, seen, seen / ((end - start) / 1e9), seen / ((end - first) / 1e9));
    }
    opened.forEach(TestMailbox::close);
  }

  private static KafkaConsumer<String, byte[]> reader(String kafka) {
    String topic = Topics.incoming(ProjectId.of("helpdesk"));
    KafkaConsumer<String, byte[]> reader =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", kafka,
                "isolation.level", "read_committed",
                "max.poll.records", "5000"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        reader.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    reader.assign(partitions);
    reader.seekToEnd(partitions);
    partitions.forEach(reader::position);
    return reader;
  }

  /** Straight into the Maildirs: delivery isn't what is measured. */
  private static long fill(RealMailServers servers, int mails, int mailboxes) throws IOException {
    Corpus corpus = new Corpus(1);
    long octets = 0;
    for (int box = 0; box < mailboxes; box++) {
      String user = "bench" + box;
      servers.deliver(
          user + "@contoso.example",
          "Subject: first\r\n\r\nfirst\r\n".getBytes(StandardCharsets.US_ASCII));
      Path maildir = maildir(user);
      try (Stream<Path> files = Files.list(maildir.resolve("new"))) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      for (int i = box; i < mails; i += mailboxes) {
        byte[] mail = corpus.mail(i);
        octets += mail.length;
        Path file = maildir.resolve("new/%d.M%dP1.bench".formatted(1_700_000_000 + i, i));
        Files.write(file, mail);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
      }
    }
    return octets;
  }

  private static Path maildir(String user) throws IOException {
    try (Stream<Path> folders = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return folders
          .map(folder -> folder.resolve("mail").resolve(user).resolve("Maildir"))
          .filter(Files::exists)
          .findFirst()
          .orElseThrow();
    }
  }
}
