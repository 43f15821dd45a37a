package dev.mailbridge.tokenservice.signin;

import dev.mailbridge.token.TokenFailure.Code;
import dev.mailbridge.tokenservice.audit.AuditLog;
import dev.mailbridge.tokenservice.grant.Grant;
import dev.mailbridge.tokenservice.grant.GrantChangeLog;
import dev.mailbridge.tokenservice.grant.GrantRepository;
import dev.mailbridge.tokenservice.grant.GrantStatusChanged;
import dev.mailbridge.tokenservice.grant.GrantViews;
import dev.mailbridge.tokenservice.grant.Remedies;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Granted;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Refused;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Unreachable;
import dev.mailbridge.tokenservice.provider.TokenRequest;
import dev.mailbridge.tokenservice.registration.Registration;
import dev.mailbridge.tokenservice.registration.Registrations;
import dev.mailbridge.tokenservice.signin.SignIns.Returned;
import dev.mailbridge.tokenservice.token.CredentialTrials;
import dev.mailbridge.tokenservice.token.TokenStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;

/** From the code to the stored tokens: redeems it, looks who signed in, keeps what belongs here. */
@ApplicationScoped
class SignInCompletion {
  private final GrantRepository grants;
  private final Registrations registrations;
  private final CredentialTrials trials;
  private final TokenStore store;
  private final GrantChangeLog changes;
  private final GrantViews views;
  private final Remedies remedies;
  private final Event<GrantStatusChanged> statusChanged;
  private final AuditLog audit;
  private final Clock clock;

  SignInCompletion(
      GrantRepository grants,
      Registrations registrations,
      CredentialTrials trials,
      TokenStore store,
      GrantChangeLog changes,
      GrantViews views,
      Remedies remedies,
      Event<GrantStatusChanged> statusChanged,
      AuditLog audit,
      Clock clock) {
    this.grants = grants;
    this.registrations = registrations;
    this.trials = trials;
    this.store = store;
    this.changes = changes;
    this.views = views;
    this.remedies = remedies;
    this.statusChanged = statusChanged;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Redeems a code of the redirect.
   *
   * @return the account that signed in
   * @throws SignInRefused when nothing was kept
   */
  String complete(Returned returned, String code) {
    SignIn signIn = returned.signIn();
    Grant grant = grant(signIn);
    Registration registration = registrations.find(grant.registrationId()).orElseThrow();
    TokenRequest request =
        new TokenRequest.Code(
            code,
            signIn.redirectUri(),
            returned.secrets().codeVerifier(),
            registration.signInScope());
    CredentialTrials.Result result = trials.request(registration, request);
    trials.remember(result);
    return switch (result.answer()) {
      case Granted granted -> {
        checkAccount(signIn, grant, registration, granted, returned.secrets().nonce());
        keep(signIn, grant, registration, granted, signIn.requestedBy());
        yield grant.signsInAs();
      }
      case Refused refused -> {
        Code meaning = result.code() == Code.SIGN_IN_AGAIN ? Code.MISCONFIGURED : result.code();
        throw new SignInRefused(
            "The identity provider refused the sign-in",
            remedies
                    .failure(grant, meaning, registration.label(), refused.error().traceId(), null)
                    .remedy()
                + " (%s%s)"
                    .formatted(
                        refused.error().error(),
                        refused.error().traceId() == null
                            ? ""
                            : ", trace id " + refused.error().traceId()),
            signIn);
      }
      case Unreachable unreachable ->
          throw new SignInRefused(
              "The identity provider can't be reached",
              "token-service got no answer (%s). Check the network from token-service to it, then start again."
                  .formatted(unreachable.reason()),
              signIn);
    };
  }

  /**
   * Keeps what a device code brought.
   *
   * @throws SignInRefused when nothing was kept
   */
  void completeDevice(Grant grant, Granted granted, String requestedBy) {
    Registration registration = registrations.find(grant.registrationId()).orElseThrow();
    checkAccount(null, grant, registration, granted, null);
    keep(null, grant, registration, granted, requestedBy);
  }

  private Grant grant(SignIn signIn) {
    return QuarkusTransaction.requiringNew().call(() -> grants.findById(signIn.mailboxId()));
  }

  /**
   * @param nonce null where there was none to bind, as with a device code
   */
  private void checkAccount(
      SignIn signIn, Grant grant, Registration registration, Granted granted, String nonce) {
    if (granted.idToken() == null) {
      throw new SignInRefused(
          "It can't be told who signed in",
          "The identity provider gave no ID token: add the scopes openid and profile to the"
              + " registration.",
          signIn);
    }
    try {
      IdToken token =
          IdToken.read(
              granted.idToken(),
              registration.clientId(),
              nonce,
              registration.microsoft(),
              clock.instant());
      if (!token.isOf(grant.signsInAs())) {
        throw new SignInRefused(
            "Another account is needed",
            "You signed in as %s, but mailbox %s needs %s. Nothing was changed: start again and choose that account."
                .formatted(token.shown(), grant.mailboxId(), grant.signsInAs()),
            signIn);
      }
    } catch (IdToken.InvalidException e) {
      throw new SignInRefused(
          "The ID token is not valid", e.getMessage() + ". Start a new sign-in.", signIn);
    }
  }

  private void keep(
      SignIn signIn, Grant before, Registration registration, Granted granted, String requestedBy) {
    if (granted.refreshToken() == null) {
      throw new SignInRefused(
          "The access would end within the hour",
          "The identity provider gave no refresh token: add the scope offline_access to the"
              + " registration.",
          signIn);
    }
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Grant grant = grants.lock(before.mailboxId()).orElse(null);
              if (grant == null
                  || !grant.signsInAs().equals(before.signsInAs())
                  || !before.registrationId().equals(grant.registrationId())) {
                throw new SignInRefused(
                    "The mailbox was changed meanwhile",
                    "Its grant is another one than when you started. Start a new sign-in.",
                    signIn);
              }
              store.signedIn(grant, registration, granted);
              changes.append(grant.mailboxId());
              audit.recordFor(
                  requestedBy,
                  "signed-in",
                  registration.id(),
                  grant.mailboxId(),
                  grant.signsInAs());
              statusChanged.fire(GrantStatusChanged.of(views.status(grant)));
            });
  }
}
