package dev.mailbridge.tokenservice.grant;

import dev.mailbridge.token.TokenFailure;
import dev.mailbridge.token.TokenFailure.Code;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;

/** What to do about a failure, in plain words, and where in the web admin. */
@ApplicationScoped
public class Remedies {
  private final WebAdminConfig webAdmin;

  Remedies(WebAdminConfig webAdmin) {
    this.webAdmin = webAdmin;
  }

  /**
   * @param app the registration's name and client id, or null when it is not known
   */
  public TokenFailure failure(Grant grant, Code code, String app, String traceId, Instant retryAt) {
    return new TokenFailure(code, remedy(grant, code, app), link(grant, code), traceId, retryAt);
  }

  public TokenFailure noGrant(String mailboxId) {
    return new TokenFailure(
        Code.SIGN_IN_AGAIN,
        "Mailbox %s has no grant: choose its registration and sign it in.".formatted(mailboxId),
        mailboxLink(mailboxId),
        null,
        null);
  }

  public TokenFailure disabled(Grant grant, String app) {
    return new TokenFailure(
        Code.MISCONFIGURED,
        "The registration %s is disabled: enable it, or give the mailbox another one."
            .formatted(app),
        link(grant, Code.MISCONFIGURED),
        null,
        null);
  }

  public TokenFailure tooShort(Grant grant, Instant retryAt) {
    return new TokenFailure(
        Code.TRY_LATER,
        "The identity provider gives tokens that live under two minutes: let its administrator set"
            + " a longer life, and compare the clocks.",
        mailboxLink(grant.mailboxId()),
        null,
        retryAt);
  }

  public TokenFailure refusedFresh(Grant grant, Instant retryAt) {
    return new TokenFailure(
        Code.TRY_LATER,
        "The server refuses a token that is new: check that %s exists and is licensed, that the protocol is enabled for it, and that %s may open it."
            .formatted(grant.mailbox(), grant.signsInAs()),
        mailboxLink(grant.mailboxId()),
        null,
        retryAt);
  }

  private static String remedy(Grant grant, Code code, String app) {
    String registration = app == null ? "of this mailbox" : app;
    return switch (code) {
      case SIGN_IN_AGAIN -> signInAgain(grant);
      case BLOCKED_BY_POLICY ->
          "A Conditional Access policy or the security defaults block %s in the app %s: let an Entra administrator except it, then retry."
              .formatted(grant.signsInAs(), registration);
      case ACCOUNT_DISABLED ->
          "The account %s is disabled, locked or gone: enable it in Entra, then retry."
              .formatted(grant.signsInAs());
      case CONSENT_NEEDED, CREDENTIAL_EXPIRED, CREDENTIAL_INVALID, MISCONFIGURED, TRY_LATER ->
          appRemedy(code, registration);
    };
  }

  /** Of a registration by itself, without a mailbox. */
  public TokenFailure ofApp(Code code, String app, String traceId) {
    return new TokenFailure(code, appRemedy(code, app), null, traceId, null);
  }

  private static String appRemedy(Code code, String app) {
    return switch (code) {
      case CONSENT_NEEDED ->
          "Permissions are missing for the app %s: grant admin consent in Entra (App registrations, API permissions), then retry."
              .formatted(app);
      case CREDENTIAL_EXPIRED ->
          "The client credential of the app %s has expired: create a new one in Entra (Certificates & secrets) and enter it. Nobody needs to sign in again."
              .formatted(app);
      case CREDENTIAL_INVALID ->
          "The client credential of the app %s is not accepted: enter the secret's value (not its id). Nobody needs to sign in again."
              .formatted(app);
      case MISCONFIGURED ->
          "The app %s and its registration in Entra don't fit together: compare tenant, client id, redirect URI, scopes and kind of credential, then retry."
              .formatted(app);
      case TRY_LATER ->
          "The identity provider doesn't answer or is busy; it is asked again by itself. If it"
              + " lasts, check the network and proxy from token-service to it.";
      case SIGN_IN_AGAIN, BLOCKED_BY_POLICY, ACCOUNT_DISABLED ->
          "The identity provider refuses the app %s itself: look at its sign-in log in Entra, then retry."
              .formatted(app);
    };
  }

  private static String signInAgain(Grant grant) {
    if (grant.state() == GrantState.REVOKED) {
      return "The access of mailbox %s was revoked: sign in as %s again to give it back."
          .formatted(grant.mailboxId(), grant.signsInAs());
    }
    return grant.signedInAt() == null
        ? "Nobody has signed in yet: sign in as %s.".formatted(grant.signsInAs())
        : "The sign-in is no longer valid: sign in as %s again.".formatted(grant.signsInAs());
  }

  private URI link(Grant grant, Code code) {
    return switch (code) {
      case CREDENTIAL_EXPIRED, CREDENTIAL_INVALID, MISCONFIGURED, CONSENT_NEEDED ->
          grant.registrationId() == null
              ? mailboxLink(grant.mailboxId())
              : webAdmin.url().resolve("/registrations/" + grant.registrationId());
      case SIGN_IN_AGAIN, BLOCKED_BY_POLICY, ACCOUNT_DISABLED, TRY_LATER ->
          mailboxLink(grant.mailboxId());
    };
  }

  private URI mailboxLink(String mailboxId) {
    return webAdmin.url().resolve("/mailboxes/" + mailboxId);
  }
}
