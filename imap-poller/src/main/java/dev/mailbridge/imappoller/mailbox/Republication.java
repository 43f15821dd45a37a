package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.contracts.FirstRead;
import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Protocol;
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
import java.util.function.Predicate;

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
    if (mailbox.incoming().protocol() != Protocol.IMAP) {
      return publishByDate(mailbox, session, range);
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

  /** Without UIDs the ledger says what was read before; POP3 says nothing of dates. */
  private int publishByDate(MailboxDefinition mailbox, PartitionSession session, Range range) {
    ReadMemory memory = new ReadMemory(clock, id -> false);
    try (MailSource source = opening.open(fromDate(mailbox, range.since()), memory)) {
      int published = 0;
      Optional<FolderBatch> batch = source.next(range.folder(), null);
      while (batch.isPresent()) {
        published +=
            publish(
                mailbox,
                session,
                item -> known(item, mailbox, session) && !tooOld(item, range),
                batch.get());
        batch = source.next(range.folder(), batch.get().next());
      }
      return published;
    }
  }

  private static boolean known(
      SourceItem item, MailboxDefinition mailbox, PartitionSession session) {
    return !(item instanceof SourceItem.Unreadable)
        && session.published(mailbox.id(), item.key().sourceId());
  }

  private static boolean tooOld(SourceItem item, Range range) {
    return range.since() != null
        && item.key().receivedAt() != null
        && item.key().receivedAt().isBefore(range.since());
  }

  /** As if the mailbox were read for the first time. */
  private static MailboxDefinition fromDate(MailboxDefinition mailbox, Instant since) {
    MailboxDefinition.Incoming in = mailbox.incoming();
    return new MailboxDefinition(
        mailbox.id(),
        mailbox.project(),
        mailbox.address(),
        mailbox.displayName(),
        mailbox.enabled(),
        new MailboxDefinition.Incoming(
            in.protocol(),
            in.host(),
            in.port(),
            in.security(),
            in.folders(),
            in.afterProcessing(),
            in.moveTo(),
            since == null ? FirstRead.BEGINNING : FirstRead.DATE,
            since,
            in.pollInterval(),
            in.maxMessageSize(),
            in.trustedAuthservId()),
        mailbox.outgoing(),
        mailbox.rules(),
        mailbox.revision());
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
      published += publish(mailbox, session, range::holds, batch.get());
      cursor = batch.get().next();
    }
    return published;
  }

  private int publish(
      MailboxDefinition mailbox,
      PartitionSession session,
      Predicate<SourceItem> wants,
      FolderBatch batch) {
    List<SourceItem> wanted = batch.items().stream().filter(wants).toList();
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
