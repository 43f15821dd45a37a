package dev.mailbridge.simulator.graph;

import dev.mailbridge.simulator.Behaviour;
import dev.mailbridge.simulator.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Outlook's limits of one app and mailbox: requests in ten minutes, and requests at a time. */
final class Throttle {
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final Map<String, Deque<Instant>> requests = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
  private final Settings settings;
  private final Clock clock;

  Throttle(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Lets a request begin; {@link #end} must follow. */
  void begin(String appAndMailbox) {
    Behaviour behaviour = settings.behaviour();
    if (behaviour.graphRequestsInTenMinutes() > 0) {
      count(appAndMailbox, behaviour.graphRequestsInTenMinutes());
    }
    AtomicInteger now = running.computeIfAbsent(appAndMailbox, key -> new AtomicInteger());
    int limit = behaviour.graphConcurrentRequests();
    if (now.incrementAndGet() > limit && limit > 0) {
      now.decrementAndGet();
      throw tooMany("Application is over its MailboxConcurrency limit.", 1);
    }
  }

  void end(String appAndMailbox) {
    running.get(appAndMailbox).decrementAndGet();
  }

  private void count(String key, int limit) {
    Deque<Instant> times = requests.computeIfAbsent(key, one -> new ArrayDeque<>());
    synchronized (times) {
      Instant now = clock.instant();
      while (!times.isEmpty() && times.peekFirst().isBefore(now.minus(WINDOW))) {
        times.removeFirst();
      }
      if (times.size() >= limit) {
        long seconds = Duration.between(now, times.peekFirst().plus(WINDOW)).toSeconds() + 1;
        throw tooMany("Application is over its request limit.", seconds);
      }
      times.addLast(now);
    }
  }

  static GraphException tooMany(String message, long retryAfterSeconds) {
    return new GraphException(
        429,
        "ApplicationThrottled",
        message,
        Map.of("Retry-After", String.valueOf(retryAfterSeconds)));
  }
}
