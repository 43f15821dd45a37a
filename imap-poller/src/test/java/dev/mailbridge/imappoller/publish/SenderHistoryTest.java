package dev.mailbridge.imappoller.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.LedgerEntry;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.MailboxPartitioner;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.imappoller.kafka.KafkaSettings;
import dev.mailbridge.imappoller.partition.PartitionReader;
import dev.mailbridge.testkit.MutableClock;
import dev.mailbridge.testkit.SharedKafka;
import dev.mailbridge.testkit.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Limits that outlive the process that counted, with a real ledger. */
class SenderHistoryTest {
  private final String kafka = SharedKafka.bootstrapServers();
  private final MutableClock clock = new MutableClock(Instant.now());
  private final MailboxId mailbox = MailboxId.of("history-" + UUID.randomUUID());
  private final int partition = MailboxPartitioner.partition(mailbox, TestTopics.PARTITIONS);
  private final String ann = SenderHistory.sender(mailbox, "ann@customer.example");
  private final SenderHistory history =
      new SenderHistory(
          new PartitionReader(new KafkaSettings(Map.of("bootstrap.servers", kafka))), clock);

  @Test
  void shouldKnowWhatAnEarlierProcessAnsweredAndForgetItAfterTenMinutes() {
    // Given
    for (int i = 0; i < 5; i++) {
      write("mail-" + i, false, true);
    }

    // When
    history.awaitRestored(partition);

    // Then
    assertThat(history.acknowledge(ann, "mail-5", 5)).isFalse();
    assertThat(history.acknowledge(ann, "mail-4", 5)).isTrue();
    clock.advance(Duration.ofMinutes(11));
    assertThat(history.acknowledge(ann, "mail-5", 5)).isTrue();
  }

  @Test
  void shouldCountAutomaticMailsOfEarlierProcessesAndEachOnce() {
    // Given
    write("mail-0", true, false);
    write("mail-1", true, false);
    history.awaitRestored(partition);

    // Then
    assertThat(history.automatic(mailbox, ann, "c-1", "mail-1")).isEqualTo(2);
    assertThat(history.automatic(mailbox, ann, "c-2", "mail-2")).isEqualTo(3);
    assertThat(history.automatic(mailbox, null, "c-1", "mail-3")).isEqualTo(3);
    assertThat(history.automatic(mailbox, null, "c-9", "mail-4")).isEqualTo(1);
  }

  private void write(String id, boolean automatic, boolean acknowledged) {
    LedgerEntry entry =
        new LedgerEntry(
            mailbox,
            id,
            id,
            "<" + id + "@x>",
            "INBOX",
            7L,
            1L,
            null,
            ann,
            "c-1",
            automatic,
            acknowledged,
            clock.instant());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(
          new ProducerRecord<>(
              Topics.LEDGER,
              partition,
              (mailbox + "/" + id).getBytes(StandardCharsets.UTF_8),
              ContractJson.write(entry)));
    }
  }
}
