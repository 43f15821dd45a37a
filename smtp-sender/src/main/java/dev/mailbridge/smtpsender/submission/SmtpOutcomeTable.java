package dev.mailbridge.smtpsender.submission;

import dev.mailbridge.smtpsender.submission.SendOutcome.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a negative answer means: the first row that fits counts. Texts are Exchange Online's; they
 * are hints, so that codes alone decide where no text fits.
 */
final class SmtpOutcomeTable {
  /** Where in the dialogue the answer came. */
  enum Phase {
    CONNECT,
    AUTH,
    MAIL,
    RECIPIENT,
    DATA,
    DOT
  }

  private enum Effect {
    SLOW_DOWN,
    RETRY,
    REFUSE,
    HOLD_MAIL,
    PAUSE_MAILBOX
  }

  /**
   * @param phase null for any
   * @param code the beginning of the reply code
   * @param enhanced the beginning of the enhanced code, empty for any
   * @param text lower case, contained in the text; empty for any
   */
  private record Row(
      Phase phase,
      String code,
      String enhanced,
      String text,
      SendReason reason,
      Effect effect,
      Duration atLeast) {
    boolean fits(Phase at, SmtpReply reply, String lowerCaseText) {
      String given = reply.enhanced() == null ? "" : reply.enhanced();
      return (phase == null || phase == at)
          && Integer.toString(reply.code()).startsWith(code)
          && (enhanced.isEmpty() || given.equals(enhanced) || given.startsWith(enhanced + "."))
          && lowerCaseText.contains(text);
    }
  }

  private static final Duration SHORT = Duration.ofSeconds(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private static final List<Row> ROWS =
      List.of(
          row(null, "", "", "submissionquotaexceeded", SendReason.QUOTA, Effect.SLOW_DOWN, HOUR),
          row(null, "5", "", "sendasdenied", SendReason.SEND_AS_DENIED, Effect.HOLD_MAIL),
          row(null, "5", "5.2.252", "", SendReason.SEND_AS_DENIED, Effect.HOLD_MAIL),
          row(null, "5", "5.7.60", "", SendReason.SEND_AS_DENIED, Effect.HOLD_MAIL),
          row(null, "5", "", "duplicatedelivery", SendReason.DUPLICATE_DELIVERY, Effect.REFUSE),
          row(null, "535", "5.7.139", "", SendReason.SMTP_AUTH_DISABLED, Effect.PAUSE_MAILBOX),
          row(
              null,
              "5",
              "",
              "smtpclientauthentication is disabled",
              SendReason.SMTP_AUTH_DISABLED,
              Effect.PAUSE_MAILBOX),
          row(Phase.AUTH, "5", "", "", SendReason.TOKEN_REFUSED, Effect.PAUSE_MAILBOX),
          // A kept connection whose token ran out.
          row(Phase.MAIL, "530", "", "", SendReason.TOKEN_REFUSED, Effect.PAUSE_MAILBOX),
          row(null, "5", "5.1.8", "", SendReason.SENDER_BLOCKED, Effect.PAUSE_MAILBOX),
          row(null, "552", "5.2.2", "", SendReason.MAILBOX_FULL, Effect.REFUSE),
          row(null, "5", "5.2.2", "", SendReason.MAILBOX_FULL, Effect.REFUSE),
          row(null, "5", "5.3.4", "", SendReason.TOO_LARGE, Effect.REFUSE),
          row(null, "5", "5.2.3", "", SendReason.TOO_LARGE, Effect.REFUSE),
          row(null, "552", "", "", SendReason.TOO_LARGE, Effect.REFUSE),
          row(null, "4", "", "concurrent", SendReason.CONNECTION_LIMIT, Effect.SLOW_DOWN, SHORT),
          row(
              null,
              "4",
              "",
              "sender thread limit",
              SendReason.CONNECTION_LIMIT,
              Effect.SLOW_DOWN,
              SHORT),
          row(null, "4", "4.3.2", "", SendReason.THROTTLED, Effect.SLOW_DOWN, MINUTE),
          row(Phase.CONNECT, "4", "", "", SendReason.THROTTLED, Effect.SLOW_DOWN, SHORT),
          row(Phase.AUTH, "4", "", "", SendReason.TEMPORARY, Effect.SLOW_DOWN, SHORT),
          row(null, "421", "", "", SendReason.THROTTLED, Effect.SLOW_DOWN, SHORT),
          row(null, "4", "", "", SendReason.TEMPORARY, Effect.RETRY),
          // The server and we disagree on where the dialogue stands: no fault of the mail.
          row(null, "503", "", "", SendReason.TEMPORARY, Effect.RETRY, SHORT),
          row(Phase.CONNECT, "5", "", "", SendReason.REFUSED, Effect.SLOW_DOWN, MINUTE),
          row(Phase.RECIPIENT, "5", "", "", SendReason.RECIPIENT_REFUSED, Effect.REFUSE),
          row(null, "5", "5.1", "", SendReason.RECIPIENT_REFUSED, Effect.REFUSE),
          row(null, "5", "", "", SendReason.REFUSED, Effect.REFUSE));

  private SmtpOutcomeTable() {}

  /**
   * @param reply not a positive one
   */
  static SendOutcome decide(Phase phase, SmtpReply reply) {
    Row row = find(phase, reply);
    if (row == null) {
      // Not a reply code that a server may give here: the dialogue is broken, not the mail.
      return new SendOutcome.Deferred(SendReason.TEMPORARY, reply, Scope.MAIL, MINUTE);
    }
    return switch (row.effect) {
      case SLOW_DOWN -> new SendOutcome.Deferred(row.reason, reply, Scope.MAILBOX, row.atLeast);
      case RETRY -> new SendOutcome.Deferred(row.reason, reply, Scope.MAIL, row.atLeast);
      case REFUSE -> new SendOutcome.Refused(row.reason, reply);
      case HOLD_MAIL ->
          new SendOutcome.NeedsAdministrator(row.reason, row.reason.remedy(), reply, Scope.MAIL);
      case PAUSE_MAILBOX ->
          new SendOutcome.NeedsAdministrator(row.reason, row.reason.remedy(), reply, Scope.MAILBOX);
    };
  }

  /** Why one recipient was not accepted; {@link SendReason#TEMPORARY} for unknown codes. */
  static SendReason recipientReason(SmtpReply reply) {
    Row row = find(Phase.RECIPIENT, reply);
    return row == null ? SendReason.TEMPORARY : row.reason;
  }

  private static Row find(Phase phase, SmtpReply reply) {
    String text = reply.text().toLowerCase(Locale.ROOT);
    return ROWS.stream().filter(row -> row.fits(phase, reply, text)).findFirst().orElse(null);
  }

  private static Row row(
      Phase phase, String code, String enhanced, String text, SendReason reason, Effect effect) {
    return row(phase, code, enhanced, text, reason, effect, Duration.ZERO);
  }

  private static Row row(
      Phase phase,
      String code,
      String enhanced,
      String text,
      SendReason reason,
      Effect effect,
      Duration atLeast) {
    return new Row(phase, code, enhanced, text, reason, effect, atLeast);
  }
}
