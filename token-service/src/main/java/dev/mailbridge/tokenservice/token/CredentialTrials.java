package dev.mailbridge.tokenservice.token;

import dev.mailbridge.token.TokenFailure.Code;
import dev.mailbridge.tokenservice.grant.Flow;
import dev.mailbridge.tokenservice.grant.Grant;
import dev.mailbridge.tokenservice.provider.FailureClassifier;
import dev.mailbridge.tokenservice.provider.ProviderAnswer;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Refused;
import dev.mailbridge.tokenservice.provider.ProviderError;
import dev.mailbridge.tokenservice.provider.TokenEndpoint;
import dev.mailbridge.tokenservice.provider.TokenRequest;
import dev.mailbridge.tokenservice.registration.Registration;
import dev.mailbridge.tokenservice.registration.Registration.Credential;
import dev.mailbridge.tokenservice.registration.Registrations;
import dev.mailbridge.tokenservice.registration.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Asks with the current credential and, when the provider refuses that, with the next one. A
 * refused client authentication doesn't use up the refresh token.
 */
@ApplicationScoped
public class CredentialTrials {
  private static final Logger LOG = Logger.getLogger(CredentialTrials.class);

  /** It takes Entra a while until a new secret is known everywhere. */
  private static final Duration SETTLING = Duration.ofMinutes(5);

  private final TokenEndpoint endpoint;
  private final Registrations registrations;
  private final TokenStore store;
  private final Clock clock;

  CredentialTrials(
      TokenEndpoint endpoint, Registrations registrations, TokenStore store, Clock clock) {
    this.endpoint = endpoint;
    this.registrations = registrations;
    this.store = store;
    this.clock = clock;
  }

  /**
   * @param code what a refusal means, null for any other answer
   */
  public record Result(ProviderAnswer answer, Code code) {}

  Result request(Grant grant, Registration registration, Resource resource) {
    TokenRequest request =
        grant.flow() == Flow.CLIENT_CREDENTIALS
            ? new TokenRequest.ClientCredentials(registration.appOnlyScope(resource))
            : new TokenRequest.Refresh(
                store.refreshToken(grant), registration.delegatedScope(resource));
    Result result = request(registration, request);
    // Without a person there is nobody who could sign in.
    return grant.flow() == Flow.CLIENT_CREDENTIALS && result.code() == Code.SIGN_IN_AGAIN
        ? new Result(result.answer(), Code.MISCONFIGURED)
        : result;
  }

  public Result request(Registration registration, TokenRequest request) {
    List<Credential> usable =
        registration.credentials().stream().filter(c -> c.failure() == null).toList();
    if (usable.isEmpty()) {
      // Known since another mailbox's attempt: the provider needn't be told a wrong secret again.
      Code known = registration.credentials().getFirst().failure();
      return new Result(
          new Refused(new ProviderError(401, "invalid_client", null, List.of(), null, null)),
          known);
    }
    Result result = null;
    for (Credential credential : usable) {
      result = request(registration, credential, request);
      if (result.code() == null || !FailureClassifier.concernsCredential(result.code())) {
        registrations.promote(credential.id());
        return result;
      }
      remember(registration, credential, result.code());
    }
    return result;
  }

  private Result request(Registration registration, Credential credential, TokenRequest request) {
    ProviderAnswer answer = endpoint.request(registration.app(credential), request);
    if (!(answer instanceof Refused refused)) {
      return new Result(answer, null);
    }
    Code code = FailureClassifier.classify(refused.error());
    Instant now = clock.instant();
    boolean settling =
        code == Code.CREDENTIAL_INVALID && now.isBefore(credential.enteredAt().plus(SETTLING));
    return new Result(answer, settling ? Code.TRY_LATER : code);
  }

  private void remember(Registration registration, Credential credential, Code code) {
    LOG.errorf(
        "The client credential of the app %s is refused (%s): enter a new one.",
        registration.label(), code);
    registrations.credentialFailed(credential.id(), code);
  }
}
