package dev.mailbridge.imappoller.partition;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;

/**
 * One partition for as long as it is assigned. It is fenced when it has its first mailbox to read:
 * an empty partition writes nothing and needs no producer.
 */
final class PartitionOwner implements PartitionCommitter.CommitterListener {
  private static final Logger LOG = Logger.getLogger(PartitionOwner.class);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final int partition;
  private final MailboxLanes lanes;
  private final Function<PartitionOwner, PartitionSession> sessions;
  private final ScheduledExecutorService executor;
  private final IntConsumer onFenced;
  private final Map<MailboxId, MailboxDefinition> mailboxes = new HashMap<>();
  private State state = State.RESTORING;
  private PartitionSession session;

  private enum State {
    RESTORING,
    EMPTY,
    OPENING,
    OPEN,
    ENDED
  }

  /**
   * @param sessions opens the session: fences, then reads the cursors
   * @param onFenced told when somebody else took the partition without the group's saying so
   */
  PartitionOwner(
      int partition,
      MailboxLanes lanes,
      Function<PartitionOwner, PartitionSession> sessions,
      ScheduledExecutorService executor,
      IntConsumer onFenced) {
    this.partition = partition;
    this.lanes = lanes;
    this.sessions = sessions;
    this.executor = executor;
    this.onFenced = onFenced;
  }

  /**
   * @param definition null when it was deleted
   */
  synchronized void apply(MailboxId id, MailboxDefinition definition) {
    if (definition == null) {
      mailboxes.remove(id);
      lanes.stop(Set.of(id));
      lanes.forget(Set.of(id));
      return;
    }
    mailboxes.put(id, definition);
    switch (state) {
      case OPEN -> begin(definition);
      case EMPTY -> openWhenNeeded();
      case RESTORING, OPENING, ENDED -> {}
    }
  }

  /** Every mailbox that there was at the assignment is known now. */
  synchronized void restored() {
    if (state == State.RESTORING) {
      state = State.EMPTY;
      openWhenNeeded();
    }
  }

  private void openWhenNeeded() {
    if (mailboxes.values().stream().anyMatch(PartitionOwner::isRead)) {
      state = State.OPENING;
      executor.execute(this::open);
    } else {
      mailboxes.values().forEach(lanes::rest);
    }
  }

  private void open() {
    PartitionSession opened;
    try {
      opened = sessions.apply(this);
    } catch (RuntimeException e) {
      LOG.warnf("Partition %d can't be opened yet, trying again: %s", partition, e.getMessage());
      retryLater();
      return;
    }
    synchronized (this) {
      if (state == State.OPENING) {
        session = opened;
        state = State.OPEN;
        LOG.infof("Partition %d: %d mailboxes", partition, mailboxes.size());
        mailboxes.values().forEach(this::begin);
        return;
      }
    }
    opened.close();
  }

  private void retryLater() {
    executor.schedule(this::openAgain, RETRY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void openAgain() {
    synchronized (this) {
      if (state != State.OPENING) {
        return;
      }
    }
    open();
  }

  private void begin(MailboxDefinition mailbox) {
    if (isRead(mailbox)) {
      lanes.start(mailbox, session);
    } else {
      lanes.stop(Set.of(mailbox.id()));
      lanes.rest(mailbox);
    }
  }

  private static boolean isRead(MailboxDefinition mailbox) {
    return mailbox.enabled() && mailbox.incoming() != null;
  }

  /** Somebody else owns it: only a new assignment makes another producer. */
  @Override
  public void fenced(Exception cause) {
    LOG.warnf("Partition %d was taken by another process: %s", partition, cause.getMessage());
    executor.execute(
        () -> {
          release();
          onFenced.accept(partition);
        });
  }

  /** What was written is told by the cursors, after a new fence. */
  @Override
  public void unknown(Exception cause) {
    LOG.warnf("Partition %d is opened anew: %s", partition, cause.getMessage());
    executor.execute(
        () -> {
          if (end(State.OPENING)) {
            retryLater();
          }
        });
  }

  /** Nothing is written, and no connection is open, when this returns. */
  void release() {
    end(State.ENDED);
  }

  private boolean end(State next) {
    PartitionSession closing;
    Set<MailboxId> mine;
    synchronized (this) {
      if (state == State.ENDED) {
        return false;
      }
      state = next;
      closing = session;
      session = null;
      mine = Set.copyOf(mailboxes.keySet());
    }
    lanes.stop(mine);
    if (closing != null) {
      closing.close();
    }
    if (next == State.ENDED) {
      lanes.forget(mine);
    }
    return true;
  }
}
