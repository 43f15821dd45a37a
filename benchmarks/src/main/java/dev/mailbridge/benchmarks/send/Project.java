package dev.mailbridge.benchmarks.send;

import dev.mailbridge.contracts.CloudEventHeaders;
import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingKind;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.contracts.Transport;
import dev.mailbridge.testkit.SharedKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The help desk: gives commands, and counts the reports that come back. */
final class Project implements AutoCloseable {
  private static final ProjectId HELPDESK = ProjectId.of("helpdesk");
  private static final String TEXT = "Have you tried turning it off and on again?\n".repeat(45);

  private final KafkaProducer<String, byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", SharedKafka.bootstrapServers(), "linger.ms", "0"),
          new StringSerializer(),
          new ByteArraySerializer());
  private final KafkaConsumer<String, byte[]> reports =
      new KafkaConsumer<>(
          Map.of(
              "bootstrap.servers",
              SharedKafka.bootstrapServers(),
              "isolation.level",
              "read_committed",
              "fetch.max.wait.ms",
              "20"),
          new StringDeserializer(),
          new ByteArrayDeserializer());

  Project() {
    String topic = Topics.delivery(HELPDESK);
    List<TopicPartition> partitions =
        reports.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    reports.assign(partitions);
    reports.seekToEnd(partitions);
    partitions.forEach(reports::position);
  }

  void define(String mailbox, int port, int connections) {
    MailboxDefinition definition =
        new MailboxDefinition(
            MailboxId.of(mailbox),
            HELPDESK,
            mailbox + "@contoso.example",
            "Help Desk",
            true,
            null,
            new MailboxDefinition.Outgoing(
                Transport.SMTP,
                "localhost",
                port,
                ConnectionSecurity.STARTTLS,
                10_000_000,
                1_000_000_000,
                connections,
                null,
                null),
            List.of(),
            1);
    produce(Topics.MAILBOXES, mailbox, MailboxDefinition.TYPE, definition);
    producer.flush();
  }

  /** Gives so many commands, spread over the mailboxes. */
  Set<String> send(int mails, List<String> mailboxes) {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < mails; i++) {
      OutgoingMail mail = mail(mailboxes.get(i % mailboxes.size()));
      ids.add(mail.id().value());
      produce(Topics.outgoing(HELPDESK), mail.mailboxId().value(), OutgoingMail.TYPE, mail);
    }
    producer.flush();
    return ids;
  }

  static OutgoingMail mail(String mailbox) {
    return new OutgoingMail(
        OutgoingId.of("bench-" + UUID.randomUUID()),
        MailboxId.of(mailbox),
        null,
        List.of(MailAddress.of("Customer", "customer@customer.example")),
        null,
        null,
        null,
        "Re: Printer",
        TEXT,
        null,
        null,
        null,
        null,
        null,
        null,
        OutgoingKind.REPLY,
        null);
  }

  private void produce(String topic, String key, String type, Object value) {
    ProducerRecord<String, byte[]> command =
        new ProducerRecord<>(topic, key, ContractJson.write(value));
    CloudEventHeaders.write(
        command.headers(), type, UUID.randomUUID().toString(), "/bench", Instant.now());
    producer.send(command);
  }

  /**
   * Waits until each is reported as sent.
   *
   * @throws IllegalStateException when one fails, or it takes too long
   */
  void awaitSent(Set<String> ids, Duration patience) {
    Set<String> open = new HashSet<>(ids);
    long end = System.nanoTime() + patience.toNanos();
    while (!open.isEmpty()) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(open.size() + " mails aren't sent in " + patience);
      }
      for (ConsumerRecord<String, byte[]> event : reports.poll(Duration.ofMillis(100))) {
        DeliveryReport report = ContractJson.read(event.value(), DeliveryReport.class);
        if (report.state() == DeliveryState.SENT) {
          open.remove(event.key());
        } else if (open.contains(event.key()) && !waits(report.state())) {
          throw new IllegalStateException(report.toString());
        }
      }
    }
  }

  private static boolean waits(DeliveryState state) {
    return state == DeliveryState.ACCEPTED || state == DeliveryState.DEFERRED;
  }

  @Override
  public void close() {
    producer.close();
    reports.close();
  }
}
