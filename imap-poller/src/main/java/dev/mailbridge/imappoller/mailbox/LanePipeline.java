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
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
  private final Runnable onFailure;
  private final Map<String, FolderCursor> ahead = new HashMap<>();
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
      Runnable onFailure) {
    this.mailbox = mailbox;
    this.session = session;
    this.preparer = preparer;
    this.state = state;
    this.onFailure = onFailure;
  }

  /** Where reading goes on. */
  FolderCursor cursor(String folder) {
    return ahead.computeIfAbsent(folder, name -> session.cursor(mailbox.id(), name));
  }

  void submit(FolderBatch batch) {
    if (!batch.items().isEmpty()) {
      session.cover(batch.recheck() ? null : oldest(batch));
    }
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
    underWay.add(
        outcome.whenComplete(
            (committed, failure) -> {
              batch.permit().close();
              if (failure == null) {
                state.committed(committed.cursor(), committed.published(), newest);
              } else {
                onFailure.run();
              }
            }));
    ahead.put(batch.folder(), batch.next());
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
