package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxStatus;
import dev.mailbridge.contracts.MailboxStatus.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** How the reading of one mailbox is, for people. Written by its reader, read by everyone. */
final class MailboxState {
  private final Clock clock;
  private final Consumer<MailboxStatus> onChange;
  private final Map<String, FolderCursor> cursors = new ConcurrentSkipListMap<>();
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong connects = new AtomicLong();
  private final WaitingMails waiting = new WaitingMails();
  private final DurationSum fetches = new DurationSum();
  private final DurationSum publications = new DurationSum();
  private volatile MailboxDefinition mailbox;
  private volatile Condition condition;
  private volatile Instant lastSignOfLife;
  private volatile Duration lag;

  private record Condition(State state, String code, String detail, String remedy, Instant since) {
    boolean same(State otherState, String otherCode, String otherDetail) {
      return state == otherState
          && Objects.equals(code, otherCode)
          && Objects.equals(detail, otherDetail);
    }
  }

  MailboxState(MailboxDefinition mailbox, Clock clock, Consumer<MailboxStatus> onChange) {
    this.mailbox = mailbox;
    this.clock = clock;
    this.onChange = onChange;
  }

  MailboxDefinition mailbox() {
    return mailbox;
  }

  void redefined(MailboxDefinition newer) {
    mailbox = newer;
  }

  void good(State state) {
    change(state, null, null, null);
  }

  void bad(State state, String code, String detail, String remedy) {
    change(state, code, detail, remedy);
  }

  private void change(State state, String code, String detail, String remedy) {
    Condition old = condition;
    if (old != null && old.same(state, code, detail)) {
      return;
    }
    condition = new Condition(state, code, detail, remedy, clock.instant());
    onChange.accept(status());
  }

  void alive() {
    lastSignOfLife = clock.instant();
  }

  void connected() {
    connects.incrementAndGet();
    alive();
  }

  void committed(FolderCursor cursor, int mails, Instant receivedAt) {
    cursors.put(cursor.folder(), cursor);
    published.addAndGet(mails);
    if (receivedAt != null) {
      Duration since = Duration.between(receivedAt, clock.instant());
      lag = since.isNegative() ? Duration.ZERO : since;
    }
  }

  List<FolderCursor> cursors() {
    return List.copyOf(cursors.values());
  }

  long published() {
    return published.get();
  }

  long reconnects() {
    return Math.max(0, connects.get() - 1);
  }

  long connects() {
    return connects.get();
  }

  WaitingMails waiting() {
    return waiting;
  }

  /** How long the longest waiting mail has waited; zero when none does. */
  Duration longestWait() {
    return waiting.longest(clock.instant());
  }

  /** From asking for a batch to having it. */
  DurationSum fetches() {
    return fetches;
  }

  /** From having a batch to its commit. */
  DurationSum publications() {
    return publications;
  }

  /** From receipt at the server to the commit, of the last mail; null before the first. */
  Duration lag() {
    return lag;
  }

  MailboxStatus status() {
    Condition now = condition;
    Map<String, Double> figures = new TreeMap<>();
    figures.put("published", (double) published.get());
    figures.put("connects", (double) connects.get());
    figures.put("under_way", (double) waiting.underWay());
    figures.put("lag_mails", (double) waiting.mails());
    figures.put("lag_seconds", longestWait().toMillis() / 1000.0);
    if (lag != null) {
      figures.put("last_delay_seconds", lag.toMillis() / 1000.0);
    }
    return new MailboxStatus(
        mailbox.id(),
        "incoming",
        now == null ? State.CONNECTING : now.state(),
        now == null ? null : now.code(),
        now == null ? null : now.detail(),
        now == null ? null : now.remedy(),
        "imap-poller",
        now == null ? clock.instant() : now.since(),
        lastSignOfLife,
        clock.instant(),
        figures);
  }
}
