package dev.mailbridge.imappoller.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.MailboxId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class CommitQueueTest {
  private static final int BIG = 1 << 20;
  private final CommitQueue queue = new CommitQueue();

  @Test
  void shouldGiveASingleMailBeforeOtherMailboxesBacklogs() {
    // Given
    PreparedBatch backlog = offered("full", BIG);
    PreparedBatch more = offered("full", BIG);

    // When
    PreparedBatch single = offered("quiet", 10_000);

    // Then
    assertThat(List.of(queue.poll(), queue.poll(), queue.poll()))
        .usingElementComparator((a, b) -> a == b ? 0 : 1)
        .containsExactly(single, backlog, more);
    assertThat(queue.poll()).isNull();
  }

  @Test
  void shouldKeepTheOrderOfOneMailbox() {
    // Given
    PreparedBatch first = offered("quiet", 10_000);
    offered("full", BIG);
    PreparedBatch second = offered("quiet", 10_000);

    // When
    PreparedBatch third = offered("quiet", 10_000);

    // Then
    assertThat(queue.poll()).isSameAs(first);
    queue.poll();
    assertThat(queue.poll()).isSameAs(second);
    assertThat(queue.poll()).isSameAs(third);
  }

  private PreparedBatch offered(String mailbox, int octets) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("topic", new byte[octets]);
    PreparedBatch batch =
        new PreparedBatch(
            MailboxId.of(mailbox),
            "INBOX",
            null,
            null,
            List.of(new PreparedMail(null, List.of(record), null, false)),
            new CompletableFuture<>());
    queue.offer(batch);
    return batch;
  }
}
