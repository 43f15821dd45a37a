package dev.mailbridge.imappoller.partition;

import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.contracts.CloudEventHeaders;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ReadingPause;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.imappoller.source.AfterStep;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What the owner of a partition has, from its fence to the end of its ownership. */
public final class PartitionSession {
  private static final long STOP_MS = 3_000;

  private final Producer<byte[], byte[]> producer;
  private final PartitionCursors cursors;
  private final PartitionLedger ledger;
  private final PublishedIds publishedIds;
  private final UnfinishedMails unfinished = new UnfinishedMails();
  private final PartitionCommitter committer;
  private final int partition;
  private final Clock clock;

  private PartitionSession(
      int partition,
      Producer<byte[], byte[]> producer,
      PartitionReader reader,
      Clock clock,
      PartitionCommitter.CommitterListener listener) {
    this.partition = partition;
    this.clock = clock;
    this.producer = producer;
    this.cursors = PartitionCursors.read(partition, reader);
    this.ledger = new PartitionLedger(partition, reader, clock);
    this.publishedIds = new PublishedIds(partition, reader);
    this.committer =
        new PartitionCommitter(
            new PartitionTransaction(producer),
            () -> new CommitRound(partition, cursors, ledger, unfinished, clock.instant()),
            listener);
    committer.start(partition);
  }

  /** Fences first, then reads the cursors. */
  static PartitionSession open(
      int partition,
      PartitionProducers producers,
      PartitionReader reader,
      Clock clock,
      PartitionCommitter.CommitterListener listener) {
    Producer<byte[], byte[]> producer = producers.open(partition);
    try {
      producer.initTransactions();
      return new PartitionSession(partition, producer, reader, clock, listener);
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  /** Null when the folder was never read. */
  public FolderCursor cursor(MailboxId mailbox, String folder) {
    FolderCursor cursor = cursors.get(mailbox, folder);
    if (cursor != null) {
      unfinished.begin(mailbox + "/" + folder, cursor);
    }
    return cursor;
  }

  /** What is left of an earlier reader, as steps that do this. */
  public List<AfterStep> unfinished(
      MailboxId mailbox, String folder, AfterProcessing action, String moveTo) {
    String key = mailbox + "/" + folder;
    return Stream.concat(
            unfinished.uids(key).stream().map(uid -> new AfterStep(uid, null, action, moveTo)),
            unfinished.ids(key).stream().map(id -> new AfterStep(null, id, action, moveTo)))
        .toList();
  }

  /** They are marked, moved or deleted; the next cursor says so. */
  public void finished(MailboxId mailbox, String folder, List<AfterStep> steps) {
    unfinished.finished(mailbox + "/" + folder, steps);
  }

  /** Whether the ledger has POP3's UIDL or Graph's id; the first question of a mailbox is slow. */
  public boolean published(MailboxId mailbox, String sourceId) {
    return publishedIds.contains(mailbox, sourceId);
  }

  /** The ledger has it from now on. */
  public void publishedNow(MailboxId mailbox, String sourceId) {
    publishedIds.add(mailbox, sourceId);
  }

  /**
   * Makes sure that mails received since then are recognised when they were published already.
   *
   * @param receivedAt null for all mails ever
   */
  public void cover(Instant receivedAt) {
    ledger.cover(receivedAt);
  }

  /** Whether an operator paused it, in this process or an earlier one. */
  public boolean paused(MailboxId mailbox) {
    return cursors.paused(mailbox);
  }

  /**
   * Remembers it for whoever owns the partition later.
   *
   * @throws java.util.concurrent.CompletionException when it isn't committed
   */
  public void pause(MailboxId mailbox, boolean pause) {
    Instant now = clock.instant();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.CURSORS,
            partition,
            mailbox.value().getBytes(StandardCharsets.UTF_8),
            pause ? ContractJson.write(new ReadingPause(mailbox, now)) : null);
    CloudEventHeaders.write(
        record.headers(),
        ReadingPause.TYPE,
        mailbox + "@" + now.toEpochMilli(),
        "/imap-poller",
        now);
    PreparedBatch batch =
        new PreparedBatch(
            mailbox,
            null,
            null,
            null,
            List.of(new PreparedMail(null, List.of(record), null, false)),
            new CompletableFuture<>());
    committer.offer(batch);
    batch.outcome().join();
    cursors.pause(mailbox, pause);
  }

  /** Commits it with the next transaction; the batch's future tells the outcome. */
  public void offer(PreparedBatch batch) {
    committer.offer(batch);
  }

  /** Lets a running transaction end, aborts what is left, and is fast. */
  void close() {
    committer.stop(STOP_MS);
    producer.close(Duration.ZERO);
  }
}
