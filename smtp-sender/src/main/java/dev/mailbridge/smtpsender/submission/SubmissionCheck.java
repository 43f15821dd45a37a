package dev.mailbridge.smtpsender.submission;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.platform.check.CheckFailedException;
import dev.mailbridge.platform.check.CheckReport;
import dev.mailbridge.platform.check.CheckRun;
import dev.mailbridge.platform.check.CheckStep.Outcome;
import dev.mailbridge.platform.tls.TrustedAuthorities;
import dev.mailbridge.smtpsender.submission.SmtpOutcomeTable.Phase;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenFailure;
import dev.mailbridge.token.TokenPurpose;
import dev.mailbridge.token.TokenSource;
import jakarta.inject.Singleton;
import jakarta.mail.MessagingException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Tries a mailbox's submission server step by step; no mail is sent. */
@Singleton
public class SubmissionCheck {
  private final SubmissionConfig config;
  private final TrustedAuthorities authorities;
  private final TokenSource tokens;

  SubmissionCheck(SubmissionConfig config, TrustedAuthorities authorities, TokenSource tokens) {
    this.config = config;
    this.authorities = authorities;
    this.tokens = tokens;
  }

  /**
   * From the server's name to the sign-in.
   *
   * @param mailbox one that sends by SMTP; it needn't be saved or enabled
   */
  public CheckReport smtp(MailboxDefinition mailbox) {
    SmtpEndpoint endpoint =
        SubmissionChannels.endpoint(mailbox.outgoing(), authorities.sslContext(), config);
    CheckRun run = new CheckRun();
    run.step("Name of the server", () -> address(endpoint.host()), address -> address);
    SmtpDialogue dialogue = SmtpDialogue.to(endpoint);
    try {
      connect(endpoint, dialogue, run);
      run.step("Access token for smtp", () -> token(mailbox), token -> "token-service has one.")
          .ifPresent(token -> login(dialogue, token, run));
    } finally {
      dialogue.cut();
    }
    return run.report();
  }

  private static void connect(SmtpEndpoint endpoint, SmtpDialogue dialogue, CheckRun run) {
    run.step(
        "Connection to the server",
        () -> {
          open(dialogue);
          return endpoint;
        },
        reached ->
            reached.security() == ConnectionSecurity.NONE
                ? "It answers, without encryption."
                : "It answers; its certificate is trusted and belongs to it.");
  }

  private static void open(SmtpDialogue dialogue) {
    try {
      dialogue.open();
    } catch (MessagingException e) {
      SendOutcome outcome = SmtpConnector.notConnected(dialogue, e);
      throw failed(outcome, e.getMessage());
    }
  }

  private static void login(SmtpDialogue dialogue, AccessToken token, CheckRun run) {
    run.step(
        "Sign-in at the server",
        () -> {
          if (!SmtpLogin.offered(dialogue, token)) {
            throw new CheckFailedException(
                "The server offers: AUTH " + dialogue.getExtensionParameter("AUTH"),
                SendReason.AUTH_UNSUPPORTED.remedy());
          }
          SmtpReply reply = SmtpLogin.login(dialogue, token);
          if (reply.code() != 235) {
            throw failed(SmtpOutcomeTable.decide(Phase.AUTH, reply), reply.toString());
          }
          return token.saslUser();
        },
        user -> user + " is let in.");
    if (run.report().passed()) {
      String size = dialogue.getExtensionParameter("SIZE");
      run.add(
          "Largest mail",
          Outcome.PASSED,
          size == null ? "The server names no limit." : "The server takes " + size + " octets.",
          null);
    }
  }

  private AccessToken token(MailboxDefinition mailbox) {
    return switch (tokens.token(mailbox.id(), TokenPurpose.SMTP)) {
      case AccessToken token -> token;
      case TokenFailure failure ->
          throw new CheckFailedException(failure.code().toString(), failure.remedy());
    };
  }

  private static CheckFailedException failed(SendOutcome outcome, String seen) {
    SendReason reason =
        switch (outcome) {
          case SendOutcome.Deferred deferred -> deferred.reason();
          case SendOutcome.NeedsAdministrator needed -> needed.reason();
          case SendOutcome.Refused refused -> refused.reason();
          default -> SendReason.CONNECTION_FAILED;
        };
    return new CheckFailedException(seen == null ? reason.toString() : seen, reason.remedy());
  }

  private static String address(String host) {
    try {
      return host + " is " + InetAddress.getByName(host).getHostAddress();
    } catch (UnknownHostException e) {
      throw new CheckFailedException(
          "No address is known for " + host + ".",
          "Check the server's name for typing mistakes, and this machine's DNS.");
    }
  }
}
