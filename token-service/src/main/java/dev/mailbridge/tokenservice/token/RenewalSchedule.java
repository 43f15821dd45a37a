package dev.mailbridge.tokenservice.token;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * When a token is renewed ahead: between 45 and 90 % of its life. Mailboxes that were all signed in
 * within a minute are so spread over half of their tokens' life at the first renewal, with a peak
 * of one and a half times the mean rate, and evenly afterwards.
 */
final class RenewalSchedule {
  private static final double EARLIEST = 0.45;
  private static final double LATEST = 0.90;

  /** A minute before nobody may have it any more. */
  private static final Duration LAST_CALL = HeldToken.MIN_LIFE.plusMinutes(1);

  private RenewalSchedule() {}

  /**
   * Follows from the token alone: all replicas plan the same moment, before a restart and after it.
   * Were it drawn by each, the earliest of them would count, and renewals would crowd together.
   */
  static DoubleSupplier shares(String mailbox, int resource, Instant issuedAt) {
    long seed = ((long) mailbox.hashCode() << 32) ^ (2 * issuedAt.toEpochMilli() + resource);
    return new SplittableRandom(seed)::nextDouble;
  }

  /**
   * @param shares 0 to 1, of the time in which it may be renewed; the second one is for a token
   *     whose moment has passed while nobody was there: those must not come all at once
   */
  static Instant renewAt(Instant issuedAt, Instant expiresAt, Instant now, DoubleSupplier shares) {
    Instant planned =
        at(issuedAt, expiresAt, EARLIEST + (LATEST - EARLIEST) * shares.getAsDouble());
    if (!planned.isBefore(now)) {
      return planned;
    }
    Instant until = expiresAt.minus(LAST_CALL);
    long left = Math.max(0, Duration.between(now, until).toMillis());
    return now.plusMillis((long) (left * shares.getAsDouble()));
  }

  private static Instant at(Instant issuedAt, Instant expiresAt, double share) {
    return issuedAt.plusMillis((long) (Duration.between(issuedAt, expiresAt).toMillis() * share));
  }
}
