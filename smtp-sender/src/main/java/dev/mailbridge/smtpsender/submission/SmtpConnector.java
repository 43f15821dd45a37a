package dev.mailbridge.smtpsender.submission;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.smtpsender.submission.SendOutcome.Scope;
import dev.mailbridge.smtpsender.submission.SmtpOutcomeTable.Phase;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenFailure;
import dev.mailbridge.token.TokenPurpose;
import dev.mailbridge.token.TokenResult;
import dev.mailbridge.token.TokenSource;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import javax.net.ssl.SSLException;

/** Opens connections that are signed in, or says why it can't. */
final class SmtpConnector {
  /** A connection, or why there is none. */
  sealed interface Result {
    /**
     * @param until when the server may stop taking the token's connection; null for never
     */
    record Open(SmtpDialogue dialogue, Instant until) implements Result {}

    /**
     * @param conversation what was said, null when no connection was made
     */
    record Failed(SendOutcome outcome, String conversation) implements Result {}
  }

  private final MailboxId mailbox;
  private final SmtpEndpoint endpoint;
  private final TokenSource tokens;
  private final Clock clock;

  SmtpConnector(MailboxId mailbox, SmtpEndpoint endpoint, TokenSource tokens, Clock clock) {
    this.mailbox = mailbox;
    this.endpoint = endpoint;
    this.tokens = tokens;
    this.clock = clock;
  }

  Result connect() {
    return switch (tokens.token(mailbox, TokenPurpose.SMTP)) {
      case TokenFailure failure -> new Result.Failed(withoutToken(failure), null);
      case AccessToken token -> connect(token, true);
    };
  }

  private Result connect(AccessToken token, boolean mayAskForAnother) {
    SmtpDialogue dialogue = SmtpDialogue.to(endpoint);
    boolean open = false;
    try {
      dialogue.open();
      if (!SmtpLogin.offered(dialogue, token)) {
        return failed(dialogue, pause(SendReason.AUTH_UNSUPPORTED));
      }
      SmtpReply reply = SmtpLogin.login(dialogue, token);
      if (reply.code() == 235) {
        open = true;
        return new Result.Open(dialogue, token.expiresAt());
      }
      SendOutcome outcome = SmtpOutcomeTable.decide(Phase.AUTH, reply);
      return mayAskForAnother && tokenRefused(outcome)
          ? connectWithNewToken(token, outcome, dialogue)
          : failed(dialogue, outcome);
    } catch (MessagingException e) {
      return failed(dialogue, notConnected(dialogue, e));
    } finally {
      if (!open) {
        dialogue.cut();
      }
    }
  }

  private Result connectWithNewToken(
      AccessToken refused, SendOutcome outcome, SmtpDialogue dialogue) {
    TokenResult next = tokens.tokenInsteadOf(mailbox, TokenPurpose.SMTP, refused);
    return switch (next) {
      case AccessToken token when !token.value().equals(refused.value()) -> connect(token, false);
      case AccessToken same -> failed(dialogue, outcome);
      case TokenFailure failure -> new Result.Failed(withoutToken(failure), null);
    };
  }

  private static Result failed(SmtpDialogue dialogue, SendOutcome outcome) {
    return new Result.Failed(outcome, dialogue.conversation().text());
  }

  private static boolean tokenRefused(SendOutcome outcome) {
    return outcome instanceof SendOutcome.NeedsAdministrator admin
        && admin.reason() == SendReason.TOKEN_REFUSED;
  }

  private SendOutcome withoutToken(TokenFailure failure) {
    return TokenOutcomes.decide(failure, clock);
  }

  private static SendOutcome pause(SendReason reason) {
    return new SendOutcome.NeedsAdministrator(reason, reason.remedy(), null, Scope.MAILBOX);
  }

  /** Why the dialogue could not be opened. */
  static SendOutcome notConnected(SmtpDialogue dialogue, MessagingException e) {
    SmtpReply last = dialogue.lastReply();
    if (last.code() >= 400) {
      return SmtpOutcomeTable.decide(Phase.CONNECT, last);
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return SendOutcome.connectionFailed(SendReason.TLS_FAILED);
      }
      if (cause instanceof IOException) {
        return SendOutcome.connectionFailed(SendReason.CONNECTION_FAILED);
      }
    }
    // STARTTLS is required and not offered.
    return SendOutcome.connectionFailed(
        e.getMessage() != null && e.getMessage().contains("STARTTLS")
            ? SendReason.TLS_FAILED
            : SendReason.CONNECTION_FAILED);
  }
}
