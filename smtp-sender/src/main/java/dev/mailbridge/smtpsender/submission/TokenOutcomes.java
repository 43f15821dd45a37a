package dev.mailbridge.smtpsender.submission;

import dev.mailbridge.smtpsender.submission.SendOutcome.Scope;
import dev.mailbridge.token.TokenFailure;
import java.time.Clock;
import java.time.Duration;

/** What it means when there is no access token. */
final class TokenOutcomes {
  private TokenOutcomes() {}

  static SendOutcome decide(TokenFailure failure, Clock clock) {
    if (failure.code() == TokenFailure.Code.TRY_LATER) {
      Duration wait =
          failure.retryAt() == null
              ? Duration.ofSeconds(5)
              : Duration.between(clock.instant(), failure.retryAt());
      return new SendOutcome.Deferred(
          SendReason.TOKEN_UNAVAILABLE,
          null,
          Scope.MAILBOX,
          wait.isNegative() ? Duration.ZERO : wait);
    }
    return new SendOutcome.NeedsAdministrator(
        SendReason.TOKEN_REFUSED,
        "%s (%s)".formatted(failure.remedy(), failure.code()),
        null,
        Scope.MAILBOX);
  }
}
