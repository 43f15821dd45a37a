package dev.mailbridge.smtpsender.submission;

import java.time.Duration;
import java.util.List;

/** How an attempt ended. Unknown is never permanent. */
public sealed interface SendOutcome {
  /** Whom an outcome concerns. */
  enum Scope {
    /** This mail alone; the mailbox's next one is tried. */
    MAIL,
    /** Every mail of the mailbox. */
    MAILBOX
  }

  /** The server took it for every recipient. */
  record Sent(SmtpReply reply) implements SendOutcome {}

  /**
   * The server took it for some; the others are refused for good (5xx) or wait (4xx).
   *
   * @param reply null when it took it for nobody and at least one recipient may be tried again
   */
  record RefusedRecipients(SmtpReply reply, List<RecipientReply> recipients)
      implements SendOutcome {
    public RefusedRecipients {
      recipients = List.copyOf(recipients);
    }
  }

  /**
   * Not now.
   *
   * @param reply null when the server wasn't heard
   * @param atLeast how long to wait at the least
   */
  record Deferred(SendReason reason, SmtpReply reply, Scope scope, Duration atLeast)
      implements SendOutcome {}

  /** Never as it stands. */
  record Refused(SendReason reason, SmtpReply reply) implements SendOutcome {}

  /** Something must be mended first; what waits is kept. */
  record NeedsAdministrator(SendReason reason, String remedy, SmtpReply reply, Scope scope)
      implements SendOutcome {}

  /** The final dot left and no answer came: the server may have taken the mail. */
  record Uncertain(SendReason reason) implements SendOutcome {}

  static SendOutcome connectionFailed(SendReason reason) {
    return new Deferred(reason, null, Scope.MAILBOX, Duration.ofSeconds(5));
  }
}
