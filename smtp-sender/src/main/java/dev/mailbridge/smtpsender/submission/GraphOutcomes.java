package dev.mailbridge.smtpsender.submission;

import dev.mailbridge.smtpsender.submission.GraphApi.Answer;
import dev.mailbridge.smtpsender.submission.SendOutcome.Deferred;
import dev.mailbridge.smtpsender.submission.SendOutcome.NeedsAdministrator;
import dev.mailbridge.smtpsender.submission.SendOutcome.Refused;
import dev.mailbridge.smtpsender.submission.SendOutcome.Scope;
import java.time.Duration;
import java.util.Locale;

/** What an answer of Graph that isn't 2xx means. Unknown is never permanent. */
final class GraphOutcomes {
  private GraphOutcomes() {}

  static SendOutcome decide(Answer answer) {
    SmtpReply reply = reply(answer);
    String said =
        ((answer.code() == null ? "" : answer.code()) + " " + answer.text())
            .toLowerCase(Locale.ROOT);
    if (said.contains("sendasdenied")) {
      return admin(SendReason.SEND_AS_DENIED, reply, Scope.MAIL);
    }
    if (said.contains("duplicatedelivery")) {
      return new Refused(SendReason.DUPLICATE_DELIVERY, reply);
    }
    if (said.contains("quotaexceeded") || said.contains("errorexceededmessagelimit")) {
      return new Deferred(SendReason.QUOTA, reply, Scope.MAILBOX, Duration.ofHours(1));
    }
    return switch (answer.status()) {
      case 429, 503 ->
          new Deferred(SendReason.THROTTLED, reply, Scope.MAILBOX, wait(answer.retryAfter()));
      case 401 -> admin(SendReason.TOKEN_REFUSED, reply, Scope.MAILBOX);
      case 403 ->
          said.contains("accessdenied")
              ? admin(SendReason.TOKEN_REFUSED, reply, Scope.MAILBOX)
              : new Deferred(SendReason.TEMPORARY, reply, Scope.MAIL, Duration.ofMinutes(1));
      case 413 -> new Refused(SendReason.TOO_LARGE, reply);
      case 400 ->
          said.contains("errorinvalidrecipients")
              ? new Refused(SendReason.RECIPIENT_REFUSED, reply)
              : new Refused(SendReason.REFUSED, reply);
      default -> new Deferred(SendReason.TEMPORARY, reply, Scope.MAIL, wait(answer.retryAfter()));
    };
  }

  /** As people read it; Graph has no enhanced codes. */
  static SmtpReply reply(Answer answer) {
    String text = answer.code() == null ? answer.text() : answer.code() + ": " + answer.text();
    return new SmtpReply(answer.status(), null, text.strip());
  }

  private static SendOutcome admin(SendReason reason, SmtpReply reply, Scope scope) {
    return new NeedsAdministrator(reason, reason.remedy(), reply, scope);
  }

  private static Duration wait(Long seconds) {
    return Duration.ofSeconds(seconds == null ? 10 : Math.min(seconds, 3_600));
  }
}
