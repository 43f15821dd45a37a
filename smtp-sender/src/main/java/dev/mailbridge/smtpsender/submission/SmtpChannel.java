package dev.mailbridge.smtpsender.submission;

import dev.mailbridge.smtpsender.submission.SmtpConnector.Result;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Instant;

/** One kept connection to an SMTP submission server (RFC 6409). */
final class SmtpChannel implements SubmissionChannel {
  private final SmtpConnector connector;
  private final Clock clock;
  private volatile SmtpDialogue dialogue;
  private volatile boolean dropped;
  private Instant usableUntil;
  private String conversation;

  SmtpChannel(SmtpConnector connector, Clock clock) {
    this.connector = connector;
    this.clock = clock;
  }

  @Override
  public SendOutcome send(Submission submission) {
    boolean kept = usable();
    conversation = null;
    try {
      return attempt(submission);
    } catch (StaleConnectionException e) {
      close();
      // A kept connection that the server has meanwhile closed is no failure of the mail.
      return kept ? onNewConnection(submission) : failed();
    }
  }

  private SendOutcome onNewConnection(Submission submission) {
    try {
      return attempt(submission);
    } catch (StaleConnectionException e) {
      close();
      return failed();
    }
  }

  private static SendOutcome failed() {
    return SendOutcome.connectionFailed(SendReason.CONNECTION_FAILED);
  }

  private SendOutcome attempt(Submission submission) throws StaleConnectionException {
    if (!usable()) {
      close();
      dropped = false;
      switch (connector.connect()) {
        case Result.Failed failed -> {
          conversation = failed.conversation();
          return failed.outcome();
        }
        case Result.Open open -> {
          usableUntil = open.until();
          dialogue = open.dialogue();
        }
      }
    }
    SmtpDialogue open = dialogue;
    SmtpTransaction transaction = new SmtpTransaction(open, submission);
    try {
      SendOutcome outcome = transaction.run();
      if (!(outcome instanceof SendOutcome.Sent)) {
        conversation = open.conversation().text();
      }
      if (!transaction.connectionUsable()) {
        close();
      }
      return outcome;
    } catch (StaleConnectionException e) {
      conversation = open.conversation().text();
      throw e;
    }
  }

  @Override
  public String conversation() {
    return conversation;
  }

  private boolean usable() {
    return dialogue != null
        && !dropped
        && (usableUntil == null || clock.instant().isBefore(usableUntil));
  }

  @Override
  public void drop() {
    dropped = true;
    SmtpDialogue open = dialogue;
    if (open != null) {
      open.cut();
    }
  }

  @Override
  public void close() {
    SmtpDialogue open = dialogue;
    dialogue = null;
    if (open != null) {
      try {
        open.close();
      } catch (MessagingException ignored) {
        // It is gone already.
      } finally {
        open.cut();
      }
    }
  }
}
