package dev.mailbridge.tokenservice.token;

import dev.mailbridge.platform.security.Roles;
import dev.mailbridge.token.TokenFailure;
import dev.mailbridge.token.TokenFailure.Code;
import dev.mailbridge.tokenservice.grant.Remedies;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Granted;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Refused;
import dev.mailbridge.tokenservice.provider.ProviderAnswer.Unreachable;
import dev.mailbridge.tokenservice.provider.TokenRequest;
import dev.mailbridge.tokenservice.registration.Registration;
import dev.mailbridge.tokenservice.registration.Registrations;
import dev.mailbridge.tokenservice.registration.Resource;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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
      Set.of("unauthorized_client", "invalid_scope", "unsupported_grant_type");

  private final Registrations registrations;
  private final CredentialTrials trials;
  private final Remedies remedies;

  RegistrationCheck(Registrations registrations, CredentialTrials trials, Remedies remedies) {
    this.registrations = registrations;
    this.trials = trials;
    this.remedies = remedies;
  }

  /**
   * @param failure null when all is well
   */
  record Result(boolean ok, Failure failure) {
    static Result good() {
      return new Result(true, null);
    }
  }

  record Failure(Code code, String remedy, String traceId) {}

  @POST
  @Operation(
      summary = "Tries the token endpoint and the credential",
      description = "A registration that works again lets the mailboxes that waited for it go on.")
  public Result check(String id) {
    Registration registration = registrations.retry(id);
    CredentialTrials.Result result = ask(registration);
    trials.remember(result);
    return switch (result.answer()) {
      case Granted _ -> works(id);
      case Refused refused
          when registration.publicClient()
              || (!registration.microsoft() && AUTHENTICATED.contains(refused.error().error())) ->
          works(id);
      case Refused refused -> failed(registration, result.code(), refused.error().traceId());
      case Unreachable _ -> failed(registration, Code.TRY_LATER, null);
    };
  }

  private CredentialTrials.Result ask(Registration registration) {
    Resource resource = registration.microsoft() ? Resource.GRAPH : Resource.MAIL;
    return trials.request(
        registration, new TokenRequest.ClientCredentials(registration.appOnlyScope(resource)));
  }

  private Result works(String id) {
    registrations.works(id);
    return Result.good();
  }

  private Result failed(Registration registration, Code code, String traceId) {
    TokenFailure failure = remedies.ofApp(code, registration.label(), traceId);
    return new Result(false, new Failure(failure.code(), failure.remedy(), failure.traceId()));
  }
}
