package dev.mailbridge.imappoller.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.MailboxPartitioner;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.imappoller.kafka.KafkaSettings;
import dev.mailbridge.imappoller.partition.CrashingProducers.Point;
import dev.mailbridge.imappoller.source.Cursors;
import dev.mailbridge.testkit.SharedKafka;
import dev.mailbridge.testkit.TestTopics;
import dev.mailbridge.testkit.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 1 with a real broker: owners that die, and owners that don't know that they are dead.
 */
class PartitionCrashTest {
  private static final String INCOMING = Topics.incoming(ProjectId.of("helpdesk"));
  private static final int MAILS = 300;
  private static final int BATCH = 5;

  private final String kafka = SharedKafka.bootstrapServers();
  private final KafkaSettings settings = new KafkaSettings(Map.of("bootstrap.servers", kafka));
  private final MailboxId mailbox =
      MailboxId.of("crash-" + UUID.randomUUID().toString().substring(0, 8));
  private final int partition = MailboxPartitioner.partition(mailbox, TestTopics.PARTITIONS);
  private final CrashingProducers producers = new CrashingProducers(settings, mailbox.value());
  private final PartitionReader reader = new PartitionReader(settings);
  private final List<Exception> fenced = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    producers.closeAll();
  }

  @Test
  void shouldPublishEachMailOnceWhereverItsOwnersDie() throws Exception {
    try (TopicReader events = TopicReader.fromNow(kafka, INCOMING)) {
      // Given
      Random random = new Random(7);
      Point[] points = {Point.BEFORE_SEND, Point.BEFORE_COMMIT, Point.IN_COMMIT};
      int kills = 0;
      producers.dieAt(Point.BEFORE_COMMIT, 2);

      // When
      while (read() && kills < 20) {
        kills++;
        producers.dieAt(points[kills % points.length], 1 + random.nextInt(3));
      }
      producers.dieAt(Point.NOWHERE, 0);
      read();

      // Then
      List<String> seen =
          events
              .await(
                  MAILS,
                  Duration.ofSeconds(30),
                  record ->
                      new String(record.value(), StandardCharsets.UTF_8).startsWith(mailbox + " "))
              .stream()
              .map(record -> new String(record.value(), StandardCharsets.UTF_8))
              .toList();
      assertThat(kills).isEqualTo(20);
      assertThat(seen).hasSize(MAILS).doesNotHaveDuplicates();
    }
  }

  /** Reads on from the cursor as a new owner would; false when it came to the end. */
  private boolean read() throws Exception {
    PartitionSession session = open();
    FolderCursor cursor = session.cursor(mailbox, "INBOX");
    session.cover(null);
    while (cursor == null || cursor.lastUid() < MAILS) {
      PreparedBatch batch = batch(cursor);
      session.offer(batch);
      try {
        cursor = batch.outcome().get(5, TimeUnit.SECONDS).cursor();
      } catch (ExecutionException | TimeoutException dead) {
        return true;
      }
    }
    return false;
  }

  @Test
  void shouldWriteNothingMoreWhenAnotherOwnerWasAssigned() {
    // Given
    PartitionSession old = open();
    PreparedBatch first = batch(null);
    old.offer(first);
    FolderCursor cursor = first.outcome().join().cursor();

    // When
    PartitionSession successor = open();
    PreparedBatch late = batch(cursor);
    old.offer(late);

    // Then
    assertThatThrownBy(late.outcome()::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(BatchRefused.class);
    // The batch is told first, then the owner.
    await().until(() -> fenced.size() == 1);
    assertThat(successor.cursor(mailbox, "INBOX").lastUid()).isEqualTo(BATCH);
    PreparedBatch next = batch(cursor);
    successor.offer(next);
    assertThat(next.outcome().join().published()).isEqualTo(BATCH);
  }

  @Test
  void shouldRefuseABatchThatDoesNotBeginAtTheCursor() {
    PartitionSession session = open();
    PreparedBatch first = batch(null);
    session.offer(first);
    first.outcome().join();
    PreparedBatch again = batch(null);
    session.offer(again);

    assertThatThrownBy(again.outcome()::join)
        .hasCauseInstanceOf(BatchRefused.class)
        .hasMessageContaining("STALE");
  }

  @Test
  void shouldKnowAMailUnderAnotherUidWhenTheLedgerHasIt() {
    // Given
    PartitionSession session = open();
    PreparedBatch first = batch(null);
    session.offer(first);
    first.outcome().join();
    PartitionSession successor = open();
    FolderCursor moved = Cursors.start(mailbox, "Other", 9, BATCH, 0, null);

    // When
    successor.cover(Instant.now());
    PreparedBatch again =
        new PreparedBatch(mailbox, "Other", null, moved, first.mails(), new CompletableFuture<>());
    successor.offer(again);

    // Then
    assertThat(again.outcome().join().published()).isZero();
    assertThat(again.outcome().join().known()).isEqualTo(BATCH);
  }

  private PartitionSession open() {
    return PartitionSession.open(
        partition,
        producers,
        reader,
        Clock.systemUTC(),
        new PartitionCommitter.CommitterListener() {
          @Override
          public void fenced(Exception cause) {
            fenced.add(cause);
          }

          @Override
          public void unknown(Exception cause) {
            fenced.add(cause);
          }
        });
  }

  private PreparedBatch batch(FolderCursor base) {
    long from = base == null ? 0 : base.lastUid();
    List<PreparedMail> mails = new ArrayList<>();
    for (long uid = from + 1; uid <= from + BATCH; uid++) {
      Identity identity = Identity.of(mailbox, "<" + uid + "@example.com>", "hash");
      mails.add(
          new PreparedMail(
              identity,
              List.of(
                  record(INCOMING, null, mailbox + " " + uid, mailbox + " " + uid),
                  record(Topics.LEDGER, partition, mailbox + "/" + identity, "{}")),
              null,
              false));
    }
    FolderCursor start = base == null ? Cursors.start(mailbox, "INBOX", 7, 0, 0, null) : base;
    return new PreparedBatch(
        mailbox,
        "INBOX",
        base,
        Cursors.advance(start, from + BATCH, List.of()),
        mails,
        new CompletableFuture<>());
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, Integer to, String key, String value) {
    return new ProducerRecord<>(
        topic, to, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }
}
