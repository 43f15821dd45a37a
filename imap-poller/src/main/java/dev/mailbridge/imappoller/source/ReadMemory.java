package dev.mailbridge.imappoller.source;

import dev.mailbridge.contracts.LedgerEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What a mailbox's reader remembers from one connection to the next. For one thread. */
public final class ReadMemory {
  /** At most five fetches in the first hour, the two of the first try included. */
  private static final List<Duration> WAITS =
      List.of(Duration.ofMinutes(10), Duration.ofMinutes(25), Duration.ofHours(1));

  private static final Duration LONGEST_WAIT = Duration.ofHours(6);

  private static final int STUCK = 3;

  private final Clock clock;
  private final Predicate<String> published;
  private final Map<String, Retry> owed = new HashMap<>();
  private final Map<String, Integer> stuck = new HashMap<>();

  private record Retry(int attempts, Instant due) {}

  /**
   * @param published whether a mail with that {@link LedgerEntry#sourceId()} was published
   */
  public ReadMemory(Clock clock, Predicate<String> published) {
    this.clock = clock;
    this.published = published;
  }

  /** Whether the ledger knows POP3's UIDL or Graph's id. */
  public boolean published(String sourceId) {
    return published.test(sourceId);
  }

  /** Whether an owed UID is to be asked for again now. */
  public boolean due(String folder, long uid) {
    return due(folder, String.valueOf(uid));
  }

  /** As above, of a mail without a UID. */
  public boolean due(String folder, String id) {
    Retry retry = owed.computeIfAbsent(key(folder, id), k -> first());
    return !clock.instant().isBefore(retry.due());
  }

  public void failedAgain(String folder, long uid) {
    failedAgain(folder, String.valueOf(uid));
  }

  public void failedAgain(String folder, String id) {
    owed.merge(
        key(folder, id),
        first(),
        (old, ignored) -> {
          int attempts = old.attempts() + 1;
          Duration wait = attempts < WAITS.size() ? WAITS.get(attempts) : LONGEST_WAIT;
          return new Retry(attempts, clock.instant().plus(wait));
        });
  }

  public void paid(String folder, long uid) {
    paid(folder, String.valueOf(uid));
  }

  public void paid(String folder, String id) {
    owed.remove(key(folder, id));
    stuck.remove(key(folder, id));
  }

  /**
   * The connection ended while this UID was awaited.
   *
   * @return true when that happened to it twice before: step past it
   */
  public boolean stuck(String folder, long uid) {
    return stuck(folder, String.valueOf(uid));
  }

  /** As above, of a mail without a UID. */
  public boolean stuck(String folder, String id) {
    return stuck.merge(key(folder, id), 1, Integer::sum) >= STUCK;
  }

  private Retry first() {
    return new Retry(0, clock.instant().plus(WAITS.getFirst()));
  }

  private static String key(String folder, String id) {
    return id + "/" + folder;
  }
}
