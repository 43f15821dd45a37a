package dev.mailbridge.imappoller.partition;

import dev.mailbridge.contracts.CloudEventHeaders;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.imappoller.source.AfterStep;
import dev.mailbridge.imappoller.source.Cursors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The batches of one transaction: what is new in them, and where the folders' cursors are then. */
final class CommitRound {
  private final PartitionCursors cursors;
  private final PartitionLedger ledger;
  private final UnfinishedMails unfinished;
  private final int partition;
  private final Instant now;
  private final Map<PreparedBatch, CommittedBatch> accepted = new LinkedHashMap<>();
  private final Map<String, FolderCursor> moved = new LinkedHashMap<>();
  private final Set<Identity> identities = new HashSet<>();
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();

  CommitRound(
      int partition,
      PartitionCursors cursors,
      PartitionLedger ledger,
      UnfinishedMails unfinished,
      Instant now) {
    this.partition = partition;
    this.cursors = cursors;
    this.ledger = ledger;
    this.unfinished = unfinished;
    this.now = now;
  }

  void add(PreparedBatch batch) {
    if (batch.next() == null) {
      batch.mails().forEach(mail -> records.addAll(mail.records()));
      accepted.put(batch, new CommittedBatch(null, batch.mails().size(), 0, List.of()));
      return;
    }
    String key = batch.cursorKey();
    FolderCursor current = moved.containsKey(key) ? moved.get(key) : cursors.get(key);
    if (!samePlace(current, batch.base())) {
      batch.outcome().completeExceptionally(new BatchRefused(BatchRefused.Reason.STALE, null));
      return;
    }
    int published = 0;
    List<AfterStep> steps = new ArrayList<>();
    for (PreparedMail mail : batch.mails()) {
      if (isNew(mail)) {
        records.addAll(mail.records());
        published++;
      }
      if (mail.after() != null) {
        steps.add(mail.after());
      }
    }
    FolderCursor next = cursor(key, batch.next(), steps);
    moved.put(key, next);
    accepted.put(
        batch, new CommittedBatch(next, published, batch.mails().size() - published, steps));
  }

  private boolean isNew(PreparedMail mail) {
    if (mail.identity() == null || mail.replayed()) {
      return true;
    }
    return !ledger.knows(mail.identity()) && identities.add(mail.identity());
  }

  private FolderCursor cursor(String key, FolderCursor next, List<AfterStep> steps) {
    Set<Long> uids = new TreeSet<>(unfinished.uids(key));
    Set<String> ids = new TreeSet<>(unfinished.ids(key));
    for (AfterStep step : steps) {
      if (step.uid() == null) {
        ids.add(step.sourceId());
      } else {
        uids.add(step.uid());
      }
    }
    return Cursors.unfinished(next, List.copyOf(uids), List.copyOf(ids), now);
  }

  /** Everything but what a commit itself adds. */
  private static boolean samePlace(FolderCursor a, FolderCursor b) {
    if (a == null || b == null) {
      return a == b;
    }
    return a.uidValidity() == b.uidValidity()
        && a.lastUid() == b.lastUid()
        && a.recheckTo() == b.recheckTo()
        && a.owed().equals(b.owed())
        && Objects.equals(a.deltaLink(), b.deltaLink());
  }

  boolean isEmpty() {
    return accepted.isEmpty();
  }

  List<ProducerRecord<byte[], byte[]>> records() {
    List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>(records);
    moved.forEach((key, cursor) -> all.add(record(key, cursor)));
    return all;
  }

  private ProducerRecord<byte[], byte[]> record(String key, FolderCursor cursor) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.CURSORS,
            partition,
            key.getBytes(StandardCharsets.UTF_8),
            ContractJson.write(cursor));
    CloudEventHeaders.write(
        record.headers(),
        FolderCursor.TYPE,
        key + "@" + cursor.uidValidity() + "." + cursor.lastUid() + "." + now.toEpochMilli(),
        "/imap-poller",
        now);
    return record;
  }

  /** The transaction is committed: from now on this is what is true. */
  void committed() {
    identities.forEach(ledger::add);
    moved.forEach(cursors::put);
    accepted.forEach((batch, outcome) -> unfinished.add(batch.cursorKey(), outcome.steps()));
    accepted.forEach((batch, outcome) -> batch.outcome().complete(outcome));
  }

  void refused(BatchRefused.Reason reason, Exception cause) {
    accepted
        .keySet()
        .forEach(batch -> batch.outcome().completeExceptionally(new BatchRefused(reason, cause)));
  }
}
