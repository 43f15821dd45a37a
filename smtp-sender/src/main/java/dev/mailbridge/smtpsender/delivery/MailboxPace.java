package dev.mailbridge.smtpsender.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * How fast a mailbox may send: mails in any 60 seconds, recipients in any 24 hours. A mail counts
 * from its end, as the server may have counted it as late as that.
 */
final class MailboxPace {
  // The server's minute and ours don't tick together.
  private static final Duration MINUTE = Duration.ofSeconds(61);
  private static final Duration DAY = Duration.ofHours(24);

  private final int messagesPerMinute;
  private final int recipientsPerDay;
  private final Deque<Instant> lastMinute = new ArrayDeque<>();
  private final Deque<Recipients> lastDay = new ArrayDeque<>();
  private int recipientsInDay;
  private int underWay;

  /** Recipients of the mails of about one minute. */
  record Recipients(Instant at, int count) {}

  MailboxPace(int messagesPerMinute, int recipientsPerDay) {
    this.messagesPerMinute = messagesPerMinute;
    this.recipientsPerDay = recipientsPerDay;
  }

  /** Takes over what was sent before this process had the mailbox. */
  synchronized void remember(List<Instant> mails, List<Recipients> recipients) {
    lastMinute.addAll(mails);
    recipients.forEach(this::addRecipients);
  }

  /**
   * Asks for one mail's turn.
   *
   * @return how long to wait before asking again; zero: the turn is given, and is ended by {@link
   *     #sent} or {@link #notUsed}
   */
  synchronized Duration take(Instant now) {
    Instant minuteAgo = now.minus(MINUTE);
    while (!lastMinute.isEmpty() && !lastMinute.peekFirst().isAfter(minuteAgo)) {
      lastMinute.removeFirst();
    }
    Instant dayAgo = now.minus(DAY);
    while (!lastDay.isEmpty() && !lastDay.peekFirst().at().isAfter(dayAgo)) {
      recipientsInDay -= lastDay.removeFirst().count();
    }
    if (recipientsInDay >= recipientsPerDay) {
      return Duration.between(dayAgo, lastDay.getFirst().at());
    }
    if (lastMinute.size() + underWay >= messagesPerMinute) {
      return lastMinute.isEmpty()
          ? Duration.ofSeconds(1)
          : Duration.between(minuteAgo, lastMinute.getFirst());
    }
    underWay++;
    return Duration.ZERO;
  }

  synchronized void sent(int recipients, Instant now) {
    underWay--;
    lastMinute.addLast(now);
    addRecipients(new Recipients(now, recipients));
  }

  synchronized void notUsed() {
    underWay--;
  }

  private void addRecipients(Recipients added) {
    recipientsInDay += added.count();
    Recipients last = lastDay.peekLast();
    if (last != null && Duration.between(last.at(), added.at()).compareTo(MINUTE) < 0) {
      lastDay.removeLast();
      lastDay.addLast(new Recipients(last.at(), last.count() + added.count()));
    } else {
      lastDay.addLast(added);
    }
  }
}
