package dev.mailbridge.imappoller.mailbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What was seen in the mailbox and isn't committed yet. */
final class WaitingMails {
  private final Map<Object, Batch> underWay = new ConcurrentHashMap<>();

  /** A refused batch waits on until something is committed, or the mailbox is read to its end. */
  private volatile Instant refused;

  private volatile long notFetched;

  private record Batch(int mails, Instant since) {}

  /**
   * @param since when the longest waiting of them came
   * @return to settle it with
   */
  Object fetched(int mails, Instant since) {
    Object batch = new Object();
    underWay.put(batch, new Batch(mails, since));
    return batch;
  }

  void committed(Object batch) {
    underWay.remove(batch);
    refused = null;
  }

  void refused(Object batch) {
    Batch gone = underWay.remove(batch);
    Instant since = gone.mails() == 0 ? null : gone.since();
    if (since != null && (refused == null || since.isBefore(refused))) {
      refused = since;
    }
  }

  /** What the server says it has beyond that. */
  void notFetched(long mails) {
    notFetched = mails;
    if (mails == 0 && underWay.isEmpty()) {
      refused = null;
    }
  }

  long mails() {
    return notFetched + underWay();
  }

  long underWay() {
    return underWay.values().stream().mapToLong(Batch::mails).sum();
  }

  /** Zero when nothing waits. */
  Duration longest(Instant now) {
    return Stream.concat(
            Stream.ofNullable(refused),
            underWay.values().stream().filter(batch -> batch.mails() > 0).map(Batch::since))
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .map(since -> Duration.between(since, now))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }
}
