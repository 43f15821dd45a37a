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
import java.util.ArrayList;
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
   * @param verdicts what was learned of the credentials that were tried
   */
  public record Result(ProviderAnswer answer, Code code, List<Verdict> verdicts) {
    public Result {
      verdicts = List.copyOf(verdicts);
    }
  }

  /**
   * @param refusal null when the provider accepted the credential
   */
  public record Verdict(Registration registration, Credential credential, Code refusal) {}

  Result request(Grant grant, Registration registration, Resource resource) {
    TokenRequest request =
        grant.flow() == Flow.CLIENT_CREDENTIALS
            ? new TokenRequest.ClientCredentials(registration.appOnlyScope(resource))
            : new TokenRequest.Refresh(
                store.refreshToken(grant), registration.delegatedScope(resource));
    Result result = request(registration, request);
    // Without a person there is nobody who could sign in.
    return grant.flow() == Flow.CLIENT_CREDENTIALS && result.code() == Code.SIGN_IN_AGAIN
        ? new Result(result.answer(), Code.MISCONFIGURED, result.verdicts())
        : result;
  }

  public Result request(Registration registration, TokenRequest request) {
    List<Credential> usable =
        registration.credentials().stream().filter(c -> c.failure() == null).toList();
    if (usable.isEmpty()) {
      // Known since another mailbox's attempt: the provider needn't be told a wrong secret again.
      ProviderError known = new ProviderError(401, "invalid_client", null, List.of(), null, null);
      return new Result(
          new Refused(known), registration.credentials().getFirst().failure(), List.of());
    }
    List<Verdict> verdicts = new ArrayList<>();
    Result result = null;
    for (Credential credential : usable) {
      ProviderAnswer answer = endpoint.request(registration.app(credential), request);
      Code code = code(answer, credential);
      boolean refused = code != null && FailureClassifier.concernsCredential(code);
      verdicts.add(new Verdict(registration, credential, refused ? code : null));
      result = new Result(answer, code, verdicts);
      if (!refused) {
        break;
      }
    }
    return result;
  }

  private Code code(ProviderAnswer answer, Credential credential) {
    if (!(answer instanceof Refused refused)) {
      return null;
    }
    Code code = FailureClassifier.classify(refused.error());
    boolean settling =
        code == Code.CREDENTIAL_INVALID
            && clock.instant().isBefore(credential.enteredAt().plus(SETTLING));
    return settling ? Code.TRY_LATER : code;
  }

  /**
   * Keeps what was learned. Never under a grant's lock: a change of the registration locks its
   * credentials first and then its grants.
   */
  public void remember(Result result) {
    boolean refusedBefore = false;
    for (Verdict verdict : result.verdicts()) {
      if (verdict.refusal() != null) {
        LOG.errorf(
            "The client credential of the app %s is refused (%s): enter a new one.",
            verdict.registration().label(), verdict.refusal());
        registrations.credentialFailed(verdict.credential().id(), verdict.refusal());
        refusedBefore = true;
      } else if (refusedBefore) {
        registrations.promote(verdict.credential().id());
      }
    }
  }
}
