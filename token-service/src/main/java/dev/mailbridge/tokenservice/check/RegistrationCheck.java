package dev.mailbridge.tokenservice.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mailbridge.platform.security.Roles;
import dev.mailbridge.token.TokenFailure;
import dev.mailbridge.token.TokenFailure.Code;
import dev.mailbridge.tokenservice.expiry.SecretEnds;
import dev.mailbridge.tokenservice.grant.Remedies;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Granted;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Refused;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Unreachable;
import dev.mailbridge.tokenservice.provider.TokenRequest;
import dev.mailbridge.tokenservice.registration.Registration;
import dev.mailbridge.tokenservice.registration.Registrations;
import dev.mailbridge.tokenservice.registration.Resource;
import dev.mailbridge.tokenservice.token.CredentialTrials;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tries a registration out, before anybody signs in. */
@Path("/api/v1/registrations/{id}:check")
@Tag(name = "Registrations")
@RolesAllowed({Roles.ADMIN, Roles.CONFIG_SERVICE, Roles.OPERATOR})
@RunOnVirtualThread
class RegistrationCheck {
  /** Errors that only an authenticated client gets. */
  private static final Set<String> AUTHENTICATED =
      Set.of("unauthorized_client", "invalid_scope", "unsupported_grant_type", "invalid_grant");

  private static final int UNAUTHENTICATED = 401;

  private final Registrations registrations;
  private final Discovery discovery;
  private final CredentialTrials trials;
  private final SecretEnds ends;
  private final Remedies remedies;

  RegistrationCheck(
      Registrations registrations,
      Discovery discovery,
      CredentialTrials trials,
      SecretEnds ends,
      Remedies remedies) {
    this.registrations = registrations;
    this.discovery = discovery;
    this.trials = trials;
    this.ends = ends;
    this.remedies = remedies;
  }

  /**
   * @param failure what must be mended; null when all is well
   * @param steps what was tried, in order
   */
  record Result(boolean ok, Failure failure, List<Step> steps) {}

  record Failure(
      Code code, String remedy, @JsonInclude(JsonInclude.Include.ALWAYS) String traceId) {}

  /**
   * @param name discovery, credential or expiry
   * @param detail in plain words
   */
  record Step(String name, boolean ok, String detail) {}

  @POST
  @Operation(
      summary = "Tries discovery, the token endpoint and the credential, and reads its end",
      description = "A registration that works again lets the mailboxes that waited for it go on.")
  public Result check(String id) {
    Registration registration = registrations.retry(id);
    List<Step> steps = new ArrayList<>();
    Failure failure = discover(registration, steps);
    if (failure == null) {
      failure = authenticate(registration, steps);
    }
    if (failure == null) {
      registrations.works(id);
      steps.add(expiry(id));
    }
    return new Result(failure == null, failure, steps);
  }

  private Failure discover(Registration registration, List<Step> steps) {
    return switch (discovery.read(registration)) {
      case Discovery.Outcome.Found found -> {
        String hints = String.join(" ", found.differences());
        steps.add(new Step("discovery", true, found.address() + " describes it. " + hints));
        yield null;
      }
      case Discovery.Outcome.None none -> {
        steps.add(
            new Step(
                "discovery",
                true,
                "There is no description at %s; none is needed.".formatted(none.address())));
        yield null;
      }
      case Discovery.Outcome.Wrong wrong -> {
        steps.add(new Step("discovery", false, wrong.remedy()));
        yield new Failure(Code.MISCONFIGURED, wrong.remedy(), wrong.traceId());
      }
      case Discovery.Outcome.Unreachable unreachable -> {
        steps.add(new Step("discovery", false, unreachable.remedy()));
        yield new Failure(Code.TRY_LATER, unreachable.remedy(), null);
      }
    };
  }

  private Failure authenticate(Registration registration, List<Step> steps) {
    CredentialTrials.Result result = ask(registration);
    trials.remember(result);
    return switch (result.answer()) {
      case Granted _ -> accepted(steps, "The credential is accepted.");
      case Refused _ when registration.publicClient() ->
          accepted(steps, "The token endpoint answers; a public client has no credential.");
      case Refused refused
          when !registration.microsoft()
              && refused.error().status() != UNAUTHENTICATED
              && AUTHENTICATED.contains(refused.error().error()) ->
          accepted(steps, "The credential is accepted, but the app gets no tokens of its own.");
      case Refused refused -> {
        Failure failure = failed(registration, result.code(), refused.error().traceId());
        steps.add(new Step("credential", false, failure.remedy()));
        yield failure;
      }
      case Unreachable unreachable -> {
        String remedy = "The token endpoint gives no answer: %s.".formatted(unreachable.reason());
        steps.add(new Step("credential", false, remedy));
        yield new Failure(Code.TRY_LATER, remedy, null);
      }
    };
  }

  private static Failure accepted(List<Step> steps, String detail) {
    steps.add(new Step("credential", true, detail));
    return null;
  }

  private CredentialTrials.Result ask(Registration registration) {
    Resource resource = registration.microsoft() ? Resource.GRAPH : Resource.MAIL;
    CredentialTrials.Result result =
        trials.request(
            registration, new TokenRequest.ClientCredentials(registration.appOnlyScope(resource)));
    boolean ambiguous =
        !registration.microsoft()
            && result.answer() instanceof Refused refused
            && refused.error().error().equals("unauthorized_client");
    // Either the secret is wrong, or the app may have no tokens of its own. A refresh token that
    // nobody gave tells: who is told so is known.
    return ambiguous
        ? trials.request(
            registration, new TokenRequest.Refresh("check", registration.signInScope()))
        : result;
  }

  private Step expiry(String id) {
    return switch (ends.read(id)) {
      case READ -> new Step("expiry", true, "The secret's end was read from Graph.");
      case NOT_NEEDED -> new Step("expiry", true, "There is no secret whose end Graph would know.");
      case NOT_ALLOWED ->
          new Step(
              "expiry",
              true,
              "The app may not read its secret's end: grant it the application permission"
                  + " Application.Read.All, or enter the end yourself.");
      case NOT_FOUND ->
          new Step(
              "expiry",
              true,
              "Graph names no secret that begins like this one: enter its end yourself.");
      case UNREACHABLE ->
          new Step("expiry", true, "Graph doesn't answer now; it is asked again within a day.");
    };
  }

  private Failure failed(Registration registration, Code code, String traceId) {
    TokenFailure failure = remedies.ofApp(code, registration.label(), traceId);
    return new Failure(failure.code(), failure.remedy(), failure.traceId());
  }
}
