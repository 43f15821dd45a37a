package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.smtpsender.submission.SubmissionChannel;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * The connections that a mailbox may have. There are fewer of them than lanes: one lane's mail
 * travels while another's is recorded.
 */
final class MailboxConnections implements AutoCloseable {
  private final List<SubmissionChannel> all;
  private final Deque<Free> free = new ConcurrentLinkedDeque<>();
  private final Semaphore count;
  private final Duration idle;

  private record Free(SubmissionChannel channel, long since) {
    boolean longerThan(Duration time) {
      return System.nanoTime() - since > time.toNanos();
    }
  }

  /**
   * @param idle how long one without mails is kept
   */
  MailboxConnections(List<SubmissionChannel> channels, Duration idle) {
    this.all = List.copyOf(channels);
    this.count = new Semaphore(all.size(), true);
    this.idle = idle;
    all.forEach(this::giveBack);
  }

  /** Waits for one; the one that was used last comes first. */
  SubmissionChannel borrow() {
    count.acquireUninterruptibly();
    return free.pollFirst().channel();
  }

  void giveBackAfterUse(SubmissionChannel channel) {
    giveBack(channel);
    count.release();
  }

  private void giveBack(SubmissionChannel channel) {
    free.addFirst(new Free(channel, System.nanoTime()));
  }

  /** Closes those that nobody has needed for long: other programs may want the mailbox's few. */
  void closeIdle() {
    for (Free candidate : free) {
      if (candidate.longerThan(idle) && count.tryAcquire()) {
        if (free.remove(candidate)) {
          candidate.channel().close();
          free.addLast(new Free(candidate.channel(), System.nanoTime()));
        }
        count.release();
      }
    }
  }

  /** Ends every connection at once: the token that opened them is void. */
  void drop() {
    all.forEach(SubmissionChannel::drop);
  }

  @Override
  public void close() {
    all.forEach(SubmissionChannel::close);
  }
}
