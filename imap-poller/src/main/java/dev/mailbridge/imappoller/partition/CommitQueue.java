package dev.mailbridge.imappoller.partition;

import java.util.Objects;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * Batches that wait for a transaction. A single mail goes before other mailboxes' backlogs; the
 * batches of one mailbox stay in their order.
 */
final class CommitQueue {
  private static final long SMALL = 128 << 10;

  private final BlockingDeque<PreparedBatch> waiting = new LinkedBlockingDeque<>();

  /** A folder offers its batches one after the other. */
  void offer(PreparedBatch batch) {
    if (batch.octets() <= SMALL && noneWaitsOf(batch)) {
      waiting.addFirst(batch);
    } else {
      waiting.add(batch);
    }
  }

  private boolean noneWaitsOf(PreparedBatch batch) {
    return waiting.stream().noneMatch(one -> Objects.equals(one.mailbox(), batch.mailbox()));
  }

  /** After all that wait. */
  void offerLast(PreparedBatch batch) {
    waiting.add(batch);
  }

  PreparedBatch take() throws InterruptedException {
    return waiting.take();
  }

  /** Null when none waits. */
  PreparedBatch poll() {
    return waiting.poll();
  }
}
