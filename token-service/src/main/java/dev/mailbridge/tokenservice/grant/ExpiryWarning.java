package dev.mailbridge.tokenservice.grant;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A client credential comes to its end.
 *
 * @param since when the latest of the warnings began
 */
record ExpiryWarning(Instant end, long daysLeft, Instant since) {
  static final String CODE = "CREDENTIAL_ENDS_SOON";
  static final String REMEDY =
      "Create a new client secret or certificate in Entra (Certificates & secrets) and enter it as"
          + " the next credential, beside the one that ends: nothing has to stop.";

  /** Days before the end; the last one first. */
  private static final List<Integer> STEPS = List.of(1, 7, 14, 30, 60);

  static Optional<ExpiryWarning> of(Instant end, Instant now) {
    long days = Math.max(0, Duration.between(now, end).toDays());
    return STEPS.stream()
        .filter(step -> !now.isBefore(end.minus(Duration.ofDays(step))))
        .findFirst()
        .map(step -> new ExpiryWarning(end, days, end.minus(Duration.ofDays(step))));
  }

  String detail(String app) {
    return "The client credential of %s ends on %s (in %d days).".formatted(app, end, daysLeft);
  }
}
