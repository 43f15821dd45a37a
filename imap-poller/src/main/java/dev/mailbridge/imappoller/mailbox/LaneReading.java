package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxStatus;
import dev.mailbridge.imappoller.partition.CommittedBatch;
import dev.mailbridge.imappoller.partition.PartitionSession;
import dev.mailbridge.imappoller.source.AfterStep;
import dev.mailbridge.imappoller.source.FolderBatch;
import dev.mailbridge.imappoller.source.MailSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Reads an open mailbox until its connection ends. */
final class LaneReading {
  private final MailboxDefinition mailbox;
  private final PartitionSession session;
  private final MailSource source;
  private final LanePipeline pipeline;
  private final MailboxState state;
  private final int ahead;
  private final List<CommittedBatch> toFinish = new ArrayList<>();

  LaneReading(
      MailboxDefinition mailbox,
      PartitionSession session,
      MailSource source,
      LanePipeline pipeline,
      MailboxState state,
      int ahead) {
    this.mailbox = mailbox;
    this.session = session;
    this.source = source;
    this.pipeline = pipeline;
    this.state = state;
    this.ahead = ahead;
  }

  /**
   * @param interval between two looks into folders that aren't pushed
   * @param wanted whether another mailbox waits for this one's connection: then it ends when all is
   *     read and finished
   */
  void read(Duration interval, BooleanSupplier wanted, BooleanSupplier stopped) {
    List<String> folders = mailbox.incoming().folders();
    folders.forEach(this::finishLeftOvers);
    String pushed = folders.getFirst();
    long lastRound = 0;
    while (!stopped.getAsBoolean()) {
      boolean round = lastRound == 0 || System.nanoTime() - lastRound >= interval.toNanos();
      if (round) {
        folders.stream().skip(1).forEach(this::drain);
        lastRound = System.nanoTime();
      }
      drain(pushed);
      finishAll();
      state.alive();
      state.good(MailboxStatus.State.CONNECTED);
      if (wanted.getAsBoolean()) {
        pipeline.settle(0, this::committed);
        finishCommitted();
        return;
      }
      Duration left = interval.minusNanos(System.nanoTime() - lastRound);
      source.awaitNews(folders.size() == 1 || left.isNegative() ? interval : left);
    }
  }

  private void drain(String folder) {
    Optional<FolderBatch> batch = next(folder);
    while (batch.isPresent()) {
      pipeline.submit(batch.get());
      pipeline.settle(ahead - 1, this::committed);
      finishCommitted();
      batch = next(folder);
    }
  }

  private Optional<FolderBatch> next(String folder) {
    long begun = System.nanoTime();
    Optional<FolderBatch> batch = source.next(folder, pipeline.cursor(folder));
    if (batch.isPresent()) {
      state.fetches().add(System.nanoTime() - begun);
    }
    state.waiting().notFetched(source.waiting());
    return batch;
  }

  private void committed(CommittedBatch batch) {
    if (!batch.steps().isEmpty()) {
      toFinish.add(batch);
    }
  }

  /** Nothing is marked, moved or deleted before its event is committed. */
  private void finishAll() {
    boolean steps =
        mailbox.incoming().afterProcessing() != AfterProcessing.KEEP || !mailbox.rules().isEmpty();
    pipeline.settle(steps ? 0 : Integer.MAX_VALUE, this::committed);
    finishCommitted();
  }

  private void finishCommitted() {
    Map<String, List<CommittedBatch>> byFolder =
        toFinish.stream().collect(Collectors.groupingBy(batch -> batch.cursor().folder()));
    toFinish.clear();
    byFolder.forEach(
        (folder, batches) ->
            finish(
                batches.getLast().cursor(),
                batches.stream().flatMap(batch -> batch.steps().stream()).toList()));
  }

  private void finish(FolderCursor cursor, List<AfterStep> steps) {
    source.finish(cursor.folder(), cursor, steps);
    session.finished(mailbox.id(), cursor.folder(), steps);
  }

  /** Of a reader that ended between a commit and what comes after it. */
  private void finishLeftOvers(String folder) {
    FolderCursor cursor = pipeline.cursor(folder);
    AfterProcessing action = mailbox.incoming().afterProcessing();
    List<AfterStep> left =
        session.unfinished(mailbox.id(), folder, action, mailbox.incoming().moveTo());
    if (cursor != null && !left.isEmpty() && action != AfterProcessing.KEEP) {
      finish(cursor, left);
    }
  }
}
