package dev.mailbridge.simulator.smtp;

import dev.mailbridge.simulator.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Messages a minute, recipients a day and connections of each mailbox. */
public final class SubmissionLimits {
  private record Sent(Instant at, int recipients) {}

  private final Map<String, Deque<Sent>> sent = new ConcurrentHashMap<>();
  private final Map<String, Integer> connections = new ConcurrentHashMap<>();
  private final Settings settings;
  private final Clock clock;

  public SubmissionLimits(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  void connect(String mailbox) {
    connections.merge(mailbox, 1, Integer::sum);
  }

  void disconnect(String mailbox) {
    connections.computeIfPresent(mailbox, (key, count) -> count <= 1 ? null : count - 1);
  }

  boolean tooManyConnections(String mailbox) {
    int limit = settings.behaviour().smtpConnections();
    return limit > 0 && connections.getOrDefault(mailbox, 0) > limit;
  }

  boolean tooManyThisMinute(String mailbox) {
    int limit = settings.behaviour().messagesPerMinute();
    if (limit == 0) {
      return false;
    }
    Instant since = clock.instant().minus(Duration.ofMinutes(1));
    Deque<Sent> mails = of(mailbox);
    synchronized (mails) {
      return mails.stream().filter(one -> one.at().isAfter(since)).count() >= limit;
    }
  }

  boolean tooManyToday(String mailbox, int more) {
    int limit = settings.behaviour().recipientsPerDay();
    if (limit == 0) {
      return false;
    }
    Instant since = clock.instant().minus(Duration.ofDays(1));
    Deque<Sent> mails = of(mailbox);
    synchronized (mails) {
      mails.removeIf(one -> !one.at().isAfter(since));
      return mails.stream().mapToInt(Sent::recipients).sum() + more > limit;
    }
  }

  public void count(String mailbox, int recipients) {
    if (settings.behaviour().messagesPerMinute() == 0
        && settings.behaviour().recipientsPerDay() == 0) {
      return;
    }
    Deque<Sent> mails = of(mailbox);
    synchronized (mails) {
      mails.addLast(new Sent(clock.instant(), recipients));
    }
  }

  private Deque<Sent> of(String mailbox) {
    return sent.computeIfAbsent(mailbox, key -> new ArrayDeque<>());
  }
}
