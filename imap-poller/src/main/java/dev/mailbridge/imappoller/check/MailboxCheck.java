package dev.mailbridge.imappoller.check;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import dev.mailbridge.platform.check.CheckFailedException;
import dev.mailbridge.platform.check.CheckReport;
import dev.mailbridge.platform.check.CheckRun;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenFailure;
import dev.mailbridge.token.TokenSource;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Tries a mailbox without reading it: nothing is fetched, marked or published. */
@Singleton
class MailboxCheck {
  private final Map<Protocol, SourceCheck> checks = new EnumMap<>(Protocol.class);
  private final TokenSource tokens;

  MailboxCheck(@All List<SourceCheck> checks, TokenSource tokens) {
    checks.forEach(check -> this.checks.put(check.protocol(), check));
    this.tokens = tokens;
  }

  /**
   * Every step from the server's name to the mailbox's folders.
   *
   * @param messageId a mail that must have arrived, null for none
   * @param refused a mailbox that must not open with the same token, null for none
   */
  CheckReport run(MailboxDefinition mailbox, String messageId, String refused) {
    CheckRun run = new CheckRun();
    SourceCheck check = check(mailbox);
    check.reach(mailbox, run);
    run.step(
            "Access token for " + mailbox.incoming().protocol().code(),
            () -> token(check, mailbox),
            token -> "token-service has one for " + token.saslUser() + ".")
        .ifPresent(
            token -> {
              check.open(mailbox, token, messageId, run);
              if (refused != null) {
                run.step(
                    "No access to " + refused,
                    () -> refuse(check, mailbox, token, refused),
                    text -> text);
              }
            });
    return run.report();
  }

  /**
   * @throws ProblemException with what to do
   */
  List<String> folders(MailboxDefinition mailbox) {
    SourceCheck check = check(mailbox);
    try {
      return check.folders(mailbox, token(check, mailbox));
    } catch (SourceException e) {
      throw new ProblemException(
          CheckProblem.NOT_OPENED, e.getMessage() + " " + e.failure().remedy(), e);
    } catch (CheckFailedException e) {
      throw new ProblemException(CheckProblem.NOT_OPENED, e.getMessage() + " " + e.remedy(), e);
    }
  }

  private SourceCheck check(MailboxDefinition mailbox) {
    SourceCheck check =
        mailbox.incoming() == null ? null : checks.get(mailbox.incoming().protocol());
    if (check == null) {
      throw new ProblemException(
          CheckProblem.NOTHING_TO_CHECK,
          "The mailbox reads no mail, or by a protocol that can't be tried: name IMAP, POP3 or"
              + " Graph as its incoming mail.");
    }
    return check;
  }

  private AccessToken token(SourceCheck check, MailboxDefinition mailbox) {
    return switch (tokens.token(mailbox.id(), check.purpose())) {
      case AccessToken token -> token;
      case TokenFailure failure ->
          throw new CheckFailedException(failure.code().toString(), failure.remedy());
    };
  }

  /** App-only access must be limited to the mailboxes that were granted. */
  private static String refuse(
      SourceCheck check, MailboxDefinition mailbox, AccessToken token, String refused) {
    AccessToken other =
        new AccessToken(token.value(), token.expiresAt(), refused, token.mechanism());
    try {
      check.signIn(mailbox, other);
    } catch (SourceException e) {
      if (e.failure() == SourceFailure.TOKEN_REFUSED
          || e.failure() == SourceFailure.MAILBOX_NOT_CONNECTED) {
        return "The server refuses it, as it should.";
      }
      throw new CheckFailedException(
          "Undecided: " + e.getMessage(), "Try again when the server answers.");
    }
    throw new CheckFailedException(
        refused + " can be opened with this app's token.",
        "Limit the app to its mailboxes: in Exchange Online PowerShell remove its rights on the"
            + " others (Get-MailboxPermission, Remove-MailboxPermission), or its role assignment"
            + " without a scope (New-ManagementScope, New-ManagementRoleAssignment).");
  }
}
