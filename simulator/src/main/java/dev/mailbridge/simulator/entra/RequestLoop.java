package dev.mailbridge.simulator.entra;

import dev.mailbridge.simulator.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Notices a client that asks for tokens again and again (AADSTS50196). */
final class RequestLoop {
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final Map<String, Deque<Instant>> requests = new ConcurrentHashMap<>();
  private final Settings settings;
  private final Clock clock;

  RequestLoop(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  void count(String clientId, String subject) {
    int allowed = settings.behaviour().tokenRequestsInFiveMinutes();
    if (allowed == 0) {
      return;
    }
    Deque<Instant> times =
        requests.computeIfAbsent(clientId + " " + subject, key -> new ArrayDeque<>());
    synchronized (times) {
      Instant now = clock.instant();
      while (!times.isEmpty() && times.peekFirst().isBefore(now.minus(WINDOW))) {
        times.removeFirst();
      }
      if (times.size() >= allowed) {
        throw Aadsts.of(50196);
      }
      times.addLast(now);
    }
  }
}
