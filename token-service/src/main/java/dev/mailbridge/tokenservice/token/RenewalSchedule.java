package dev.mailbridge.tokenservice.token;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/**
 * When a token is renewed ahead: between 45 and 90 % of its life, at random. Mailboxes that were
 * all signed in within a minute are so spread over half of their tokens' life at the first renewal,
 * with a peak of one and a half times the mean rate, and evenly afterwards.
 */
final class RenewalSchedule {
  private static final double EARLIEST = 0.45;
  private static final double LATEST = 0.90;

  private RenewalSchedule() {}

  static Instant renewAt(Instant issuedAt, Instant expiresAt, DoubleSupplier random) {
    double share = EARLIEST + (LATEST - EARLIEST) * random.getAsDouble();
    Duration life = Duration.between(issuedAt, expiresAt);
    return issuedAt.plusMillis((long) (life.toMillis() * share));
  }
}
