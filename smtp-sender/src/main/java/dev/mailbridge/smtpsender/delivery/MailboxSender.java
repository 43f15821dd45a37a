package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * One mailbox's sending, while this process has its lease: what its connections share. It ends when
 * all of them have had nothing to do for a while.
 */
final class MailboxSender {
  private final MailboxDefinition mailbox;
  private final MailboxPace pace;
  private final BooleanSupplier allStopped;
  private final Clock clock;
  private final MailboxConnections connections;
  // Monotonic nanoseconds, as a stopped clock must not keep a lease alive.
  private volatile long leaseEnd;
  private volatile boolean stopped;
  private volatile MailboxPause pause;
  private volatile Instant quietUntil = Instant.MIN;
  private volatile int lanes;
  private int signals;

  /**
   * @param allStopped whether nobody may send just now
   */
  MailboxSender(
      MailboxDefinition mailbox,
      MailboxPace pace,
      MailboxConnections connections,
      MailboxPause pause,
      BooleanSupplier allStopped,
      Clock clock) {
    this.allStopped = allStopped;
    this.mailbox = mailbox;
    this.pace = pace;
    this.connections = connections;
    this.pause = pause;
    this.clock = clock;
  }

  MailboxDefinition mailbox() {
    return mailbox;
  }

  MailboxId id() {
    return mailbox.id();
  }

  MailboxPace pace() {
    return pace;
  }

  void leaseRenewed(Duration lease) {
    leaseEnd = System.nanoTime() + lease.toNanos();
  }

  /** Whether the mailbox is certainly still this process' own. */
  boolean holdsLease() {
    return System.nanoTime() - leaseEnd < 0;
  }

  MailboxConnections connections() {
    return connections;
  }

  /** A lane begins. */
  synchronized void enter() {
    lanes++;
  }

  /** A lane ends; the last one closes the connections. */
  synchronized void leave() {
    if (lanes == 1) {
      connections.close();
    }
    lanes--;
  }

  boolean ended() {
    return lanes == 0;
  }

  void stop() {
    stopped = true;
    wakeAll();
  }

  boolean stopped() {
    return stopped;
  }

  /** Ends every connection at once: the token that opened them is void. */
  void dropConnections() {
    connections.drop();
  }

  void pause(MailboxPause why) {
    pause = why;
  }

  MailboxPause pause() {
    return pause;
  }

  void resume() {
    pause = null;
    quietUntil = Instant.MIN;
    wakeAll();
  }

  /** The server asked for silence, or can't be reached. */
  void quiet(Duration time) {
    Instant until = clock.instant().plus(time);
    if (until.isAfter(quietUntil)) {
      quietUntil = until;
    }
  }

  /**
   * Asks for a mail's turn.
   *
   * @return how long to wait at the least; zero: go on, and end the turn at {@link #pace}
   */
  Duration takeTurn() {
    Instant now = clock.instant();
    if (allStopped.getAsBoolean()) {
      return Duration.ofSeconds(1);
    }
    MailboxPause paused = pause;
    if (paused != null && now.isBefore(paused.probeAt())) {
      return Duration.between(now, paused.probeAt());
    }
    if (now.isBefore(quietUntil)) {
      return Duration.between(now, quietUntil);
    }
    return pace.take(now);
  }

  /** There is a mail: one lane is enough to look. */
  synchronized void wake() {
    // More than one for each lane would only make them look in vain.
    signals = Math.min(signals + 1, lanes);
    notify();
  }

  private synchronized void wakeAll() {
    signals = lanes;
    notifyAll();
  }

  /** Waits for a signal, at most so long. */
  synchronized void await(Duration atMost) throws InterruptedException {
    if (signals == 0 && !stopped) {
      wait(Math.max(1, atMost.toMillis()));
    }
    signals = Math.max(0, signals - 1);
  }
}
