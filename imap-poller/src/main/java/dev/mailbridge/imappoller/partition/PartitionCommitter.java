package dev.mailbridge.imappoller.partition;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Takes what is ready, whichever mailbox it is of, and commits it in one transaction; then the
 * next. Ends with the first transaction whose outcome isn't known.
 */
final class PartitionCommitter {
  private static final Logger LOG = Logger.getLogger(PartitionCommitter.class);
  private static final int BATCHES_A_ROUND = 16;

  /** A longer transaction would keep the next mailbox's mails waiting. */
  private static final long OCTETS_A_ROUND = 2 << 20;

  private static final PreparedBatch STOP =
      new PreparedBatch(null, null, null, null, List.of(), null);

  private final PartitionTransaction transaction;
  private final Supplier<CommitRound> rounds;
  private final CommitterListener listener;
  private final CommitQueue queue = new CommitQueue();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopped;
  private Thread thread;

  /** Told once, when the committer can't go on. */
  interface CommitterListener {
    void fenced(Exception cause);

    void unknown(Exception cause);
  }

  PartitionCommitter(
      PartitionTransaction transaction, Supplier<CommitRound> rounds, CommitterListener listener) {
    this.transaction = transaction;
    this.rounds = rounds;
    this.listener = listener;
  }

  void start(int partition) {
    thread = Thread.ofVirtual().name("committer-" + partition).start(this::run);
  }

  /** Its outcome is told by the batch's future. */
  void offer(PreparedBatch batch) {
    queue.offer(batch);
    // Whoever comes after the last look into the queue must not wait for ever.
    if (ended.getCount() == 0) {
      refuseAll();
    }
  }

  private void run() {
    try {
      while (!stopped && round()) {}
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.error("A committer failed; its partition is taken anew", e);
      listener.unknown(new IllegalStateException("the committer failed", e));
    } finally {
      ended.countDown();
      refuseAll();
    }
  }

  private boolean round() throws InterruptedException {
    List<PreparedBatch> ready = new ArrayList<>();
    PreparedBatch next = queue.take();
    long octets = 0;
    while (next != null) {
      ready.add(next);
      octets += next.octets();
      next = octets < OCTETS_A_ROUND && ready.size() < BATCHES_A_ROUND ? queue.poll() : null;
    }
    ready.remove(STOP);
    CommitRound round = rounds.get();
    ready.forEach(round::add);
    try {
      return round.isEmpty() || commit(round);
    } finally {
      // Whoever isn't told by then never would be.
      round.refused(BatchRefused.Reason.LOST, null);
    }
  }

  private boolean commit(CommitRound round) {
    switch (transaction.commit(round.records())) {
      case CommitOutcome.Committed() -> {
        round.committed();
        return true;
      }
      case CommitOutcome.Aborted(Exception cause) -> {
        LOG.warnf("A transaction was aborted and is tried again: %s", cause.getMessage());
        round.refused(BatchRefused.Reason.ABORTED, cause);
        return true;
      }
      case CommitOutcome.Fenced(Exception cause) -> {
        round.refused(BatchRefused.Reason.LOST, cause);
        listener.fenced(cause);
        return false;
      }
      case CommitOutcome.Unknown(Exception cause) -> {
        round.refused(BatchRefused.Reason.LOST, cause);
        listener.unknown(cause);
        return false;
      }
    }
  }

  /** Lets the running transaction end, for so long. */
  void stop(long millis) {
    stopped = true;
    queue.offerLast(STOP);
    try {
      if (!ended.await(millis, TimeUnit.MILLISECONDS)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void refuseAll() {
    PreparedBatch batch;
    while ((batch = queue.poll()) != null) {
      if (batch == STOP) {
        continue;
      }
      batch.outcome().completeExceptionally(new BatchRefused(BatchRefused.Reason.LOST, null));
    }
  }
}
