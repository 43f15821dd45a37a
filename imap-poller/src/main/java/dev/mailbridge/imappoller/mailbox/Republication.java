package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.imappoller.partition.PartitionSession;
import dev.mailbridge.imappoller.partition.PreparedBatch;
import dev.mailbridge.imappoller.publish.BatchPreparer;
import dev.mailbridge.imappoller.source.Cursors;
import dev.mailbridge.imappoller.source.FolderBatch;
import dev.mailbridge.imappoller.source.MailSource;
import dev.mailbridge.imappoller.source.ReadMemory;
import dev.mailbridge.imappoller.source.SourceItem;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Publishes mails again, marked as replayed, over a connection of its own. Cursors stay. */
@Singleton
class Republication {
  private final SourceOpening opening;
  private final BatchPreparer preparer;
  private final Clock clock;

  Republication(SourceOpening opening, BatchPreparer preparer, Clock clock) {
    this.opening = opening;
    this.preparer = preparer;
    this.clock = clock;
  }

  /**
   * Which mails.
   *
   * @param since only those received since then, null for all
   */
  record Range(String folder, long fromUid, long toUid, Instant since) {
    boolean holds(SourceItem item) {
      return item.key().uid() <= toUid && !(item instanceof SourceItem.Unreadable);
    }
  }

  /** How many were published again; a mail after the cursor isn't one of them. */
  int publish(MailboxDefinition mailbox, PartitionSession session, Range range) {
    FolderCursor committed = session.cursor(mailbox.id(), range.folder());
    if (committed == null) {
      return 0;
    }
    Range known =
        new Range(
            range.folder(),
            range.fromUid(),
            Math.min(range.toUid(), committed.lastUid()),
            range.since());
    FolderCursor start =
        Cursors.start(
            mailbox.id(),
            range.folder(),
            committed.uidValidity(),
            range.fromUid() - 1,
            range.since() == null ? 0 : known.toUid(),
            range.since());
    ReadMemory memory = new ReadMemory(clock, id -> false);
    try (MailSource source = opening.open(mailbox, memory)) {
      return read(source, mailbox, session, known, start);
    }
  }

  private int read(
      MailSource source,
      MailboxDefinition mailbox,
      PartitionSession session,
      Range range,
      FolderCursor start) {
    int published = 0;
    FolderCursor cursor = start;
    while (cursor.lastUid() < range.toUid()) {
      Optional<FolderBatch> batch = source.next(range.folder(), cursor);
      if (batch.isEmpty()) {
        break;
      }
      published += publish(mailbox, session, range, batch.get());
      cursor = batch.get().next();
    }
    return published;
  }

  private int publish(
      MailboxDefinition mailbox, PartitionSession session, Range range, FolderBatch batch) {
    List<SourceItem> wanted = batch.items().stream().filter(range::holds).toList();
    try (var permit = batch.permit()) {
      FolderBatch part =
          new FolderBatch(batch.folder(), batch.base(), batch.next(), wanted, permit);
      PreparedBatch prepared = preparer.prepare(mailbox, part, true).join();
      PreparedBatch withoutCursor =
          new PreparedBatch(
              mailbox.id(),
              batch.folder(),
              null,
              null,
              prepared.mails(),
              new CompletableFuture<>());
      session.offer(withoutCursor);
      return withoutCursor.outcome().join().published();
    }
  }
}
