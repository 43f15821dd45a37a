package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.imappoller.partition.BatchRefused;
import dev.mailbridge.imappoller.partition.CommittedBatch;
import dev.mailbridge.imappoller.partition.PartitionSession;
import dev.mailbridge.imappoller.partition.PreparedBatch;
import dev.mailbridge.imappoller.publish.BatchPreparer;
import dev.mailbridge.imappoller.source.FolderBatch;
import dev.mailbridge.imappoller.source.SourceItem;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The batches of one mailbox between its connection and the commit: parsed side by side, committed
 * in order. Reading goes on from where the last batch ends, before that is committed.
 */
final class LanePipeline {
  private final MailboxDefinition mailbox;
  private final PartitionSession session;
  private final BatchPreparer preparer;
  private final MailboxState state;
  private final Clock clock;
  private final Runnable onFailure;
  private final Map<String, FolderCursor> ahead = new HashMap<>();
  private final Map<String, Instant> lastWritten = new ConcurrentHashMap<>();
  private final Deque<CompletableFuture<CommittedBatch>> underWay = new ArrayDeque<>();
  private CompletableFuture<Void> offered = CompletableFuture.completedFuture(null);

  /**
   * @param onFailure called from any thread when a batch was not committed
   */
  LanePipeline(
      MailboxDefinition mailbox,
      PartitionSession session,
      BatchPreparer preparer,
      MailboxState state,
      Clock clock,
      Runnable onFailure) {
    this.mailbox = mailbox;
    this.session = session;
    this.preparer = preparer;
    this.state = state;
    this.clock = clock;
    this.onFailure = onFailure;
  }

  /** Where reading goes on. */
  FolderCursor cursor(String folder) {
    return ahead.computeIfAbsent(folder, this::committedCursor);
  }

  private FolderCursor committedCursor(String folder) {
    FolderCursor cursor = session.cursor(mailbox.id(), folder);
    if (cursor != null && cursor.updatedAt() != null) {
      lastWritten.put(folder, cursor.updatedAt());
    }
    return cursor;
  }

  void submit(FolderBatch batch) {
    cover(batch);
    CompletableFuture<PreparedBatch> prepared = preparer.prepare(mailbox, batch, false);
    // A batch is offered after its predecessor was, and never when that failed.
    CompletableFuture<PreparedBatch> inOrder =
        offered.thenCombine(
            prepared,
            (ignored, ready) -> {
              session.offer(ready);
              return ready;
            });
    offered = inOrder.thenAccept(ignored -> {});
    CompletableFuture<CommittedBatch> outcome = inOrder.thenCompose(PreparedBatch::outcome);
    Instant newest = newest(batch);
    int mails = batch.items().size();
    Object waiting = state.waiting().fetched(mails, waitingSince(batch));
    long fetchedAt = System.nanoTime();
    underWay.add(
        outcome.whenComplete(
            (committed, failure) -> {
              batch.permit().close();
              if (failure == null) {
                lastWritten.put(batch.folder(), clock.instant());
                state.waiting().committed(waiting);
                state.publications().add(System.nanoTime() - fetchedAt);
                batch.items().forEach(item -> published(item.key().sourceId()));
                state.committed(committed.cursor(), committed.published(), newest);
              } else {
                state.waiting().refused(waiting);
                onFailure.run();
              }
            }));
    ahead.put(batch.folder(), batch.next());
  }

  private void cover(FolderBatch batch) {
    try {
      if (!batch.items().isEmpty()) {
        session.cover(batch.recheck() ? null : oldest(batch));
      }
    } catch (RuntimeException e) {
      batch.permit().close();
      throw e;
    }
  }

  private void published(String sourceId) {
    if (sourceId != null) {
      session.publishedNow(mailbox.id(), sourceId);
    }
  }

  /** Null when one of the mails has no date: then the whole ledger must be known. */
  private static Instant oldest(FolderBatch batch) {
    boolean undated = batch.items().stream().anyMatch(item -> item.key().receivedAt() == null);
    return undated
        ? null
        : batch.items().stream()
            .map(item -> item.key().receivedAt())
            .min(Comparator.naturalOrder())
            .orElse(null);
  }

  /**
   * A mail can wait since it was received, but not since before the folder was last written about:
   * older ones came into it later, or are read for the first time.
   */
  private Instant waitingSince(FolderBatch batch) {
    Instant now = clock.instant();
    Instant written = lastWritten.getOrDefault(batch.folder(), now);
    Instant received = oldest(batch);
    if (received == null || received.isAfter(now)) {
      return now;
    }
    return written.isAfter(received) ? written : received;
  }

  private static Instant newest(FolderBatch batch) {
    return batch.items().stream()
        .map(SourceItem::key)
        .map(SourceItem.Key::receivedAt)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /**
   * Hands on what was committed meanwhile.
   *
   * @param most how many batches may stay under way: waits for the others
   * @throws BatchRefused when one was not committed: read again from the cursors
   */
  void settle(int most, Consumer<CommittedBatch> committed) {
    while (!underWay.isEmpty() && (underWay.size() > most || underWay.peek().isDone())) {
      try {
        committed.accept(underWay.poll().join());
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException known ? known : e;
      }
    }
  }
}
