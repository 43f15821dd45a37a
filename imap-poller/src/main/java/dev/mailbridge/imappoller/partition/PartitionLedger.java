package dev.mailbridge.imappoller.partition;

import dev.mailbridge.contracts.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Which mails were published, as far back as somebody asked. A mail can't have been published
 * before its server received it: so for a new mail the last minutes of the ledger are enough, and
 * all of it is read only when UIDs started anew.
 */
final class PartitionLedger {
  private static final Logger LOG = Logger.getLogger(PartitionLedger.class);
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

  /** Read this much more than asked for, so that the next question costs nothing. */
  private static final Duration AHEAD = Duration.ofHours(1);

  private final int partition;
  private final PartitionReader reader;
  private final Clock clock;
  private final IdentitySet known = new IdentitySet();
  private Instant coveredFrom;
  private Instant oldest;

  PartitionLedger(int partition, PartitionReader reader, Clock clock) {
    this.partition = partition;
    this.reader = reader;
    this.clock = clock;
    this.coveredFrom = clock.instant();
  }

  /**
   * Makes sure that {@link #knows} is right about mails received since then. Blocks while the
   * ledger is read; call it before the mails are on their way.
   *
   * @param receivedAt null for all mails ever
   */
  synchronized void cover(Instant receivedAt) {
    Instant needed = needed(receivedAt);
    if (needed.isBefore(coveredFrom)) {
      Instant from = needed.equals(Instant.MIN) ? null : needed.minus(AHEAD);
      long start = System.nanoTime();
      oldest = reader.read(Topics.LEDGER, partition, from, this::accept);
      coveredFrom = from == null ? Instant.MIN : from;
      LOG.debugf(
          "Ledger of partition %d read from %s: %d mails known, %d ms",
          partition, coveredFrom, known.size(), (System.nanoTime() - start) / 1_000_000);
    }
  }

  /** A date in the future is a lie, and tells nothing. */
  private Instant needed(Instant receivedAt) {
    return receivedAt == null || receivedAt.isAfter(clock.instant().plus(CLOCK_SKEW))
        ? Instant.MIN
        : receivedAt.minus(CLOCK_SKEW);
  }

  private void accept(ConsumerRecord<String, byte[]> entry) {
    String key = entry.key();
    int slash = key == null ? -1 : key.lastIndexOf('/');
    try {
      known.add(Identity.parse(key == null ? "" : key.substring(slash + 1)));
    } catch (IllegalArgumentException e) {
      LOG.warnf("The ledger holds a strange key at %d@%d", entry.offset(), partition);
    }
  }

  synchronized boolean knows(Identity identity) {
    return known.contains(identity);
  }

  synchronized void add(Identity identity) {
    known.add(identity);
  }

  /** Mails received before were forgotten by the ledger; null when it forgot nothing. */
  synchronized Instant oldest() {
    return oldest;
  }
}
