package dev.mailbridge.tokenservice.token;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.problem.Problem;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.token.TokenFailure;
import dev.mailbridge.token.TokenFailure.Code;
import dev.mailbridge.token.TokenPurpose;
import dev.mailbridge.tokenservice.audit.TokenReads;
import dev.mailbridge.tokenservice.registration.Resource;
import dev.mailbridge.tokenservice.token.TokenOutcome.Failed;
import dev.mailbridge.tokenservice.token.TokenOutcome.Issued;
import dev.mailbridge.tokenservice.token.TokenOutcome.NoGrant;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/mailboxes/{id}/access-token")
@Tag(name = "Access tokens")
@Authenticated
@RunOnVirtualThread
class AccessTokenResource {
  private final TokenKeeper keeper;
  private final TokensConfig config;
  private final SecurityIdentity identity;
  private final TokenReads reads;
  private final TokenMetrics metrics;
  private final Clock clock;

  AccessTokenResource(
      TokenKeeper keeper,
      TokensConfig config,
      SecurityIdentity identity,
      TokenReads reads,
      TokenMetrics metrics,
      Clock clock) {
    this.keeper = keeper;
    this.config = config;
    this.identity = identity;
    this.reads = reads;
    this.metrics = metrics;
    this.clock = clock;
  }

  @GET
  @Operation(
      summary = "A token to authenticate with",
      description =
          "It lives for at least two minutes more. 409: something must change first; 503: try later.")
  @APIResponse(
      responseCode = "200",
      description = "The token, its end, the SASL user and mechanism",
      content = @Content(schema = @Schema(implementation = AccessTokenView.class)))
  @APIResponse(
      responseCode = "404",
      description = "The mailbox has no grant",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = TokenRefusal.class)))
  @APIResponse(
      responseCode = "409",
      description = "Something must change first: see code, remedy and link",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = TokenRefusal.class)))
  @APIResponse(
      responseCode = "503",
      description = "TRY_LATER: see Retry-After",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = TokenRefusal.class)))
  public Response token(
      MailboxId id,
      @Parameter(description = "imap, pop3, smtp or graph", required = true) @QueryParam("for")
          String purposeName,
      @Parameter(description = "true after a server refused a token") @QueryParam("fresh")
          boolean fresh,
      @Parameter(description = "SHA-256 of the refused token in base64url") @QueryParam("refused")
          String refused) {
    TokenPurpose purpose = purpose(purposeName);
    String caller = caller(purpose);
    Resource resource = Resource.of(purpose);
    TokenOutcome outcome =
        fresh
            ? keeper.instead(id, resource, new Demand.OtherThan(refused))
            : keeper.token(id, resource);
    metrics.answered(purpose, outcome);
    return switch (outcome) {
      case Issued issued -> {
        reads.count(caller, id, purpose);
        yield Response.ok(AccessTokenView.of(issued.token(), purpose))
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .build();
      }
      case Failed failed ->
          refusal(
              failed.failure().code() == Code.TRY_LATER
                  ? TokenProblem.TRY_LATER
                  : TokenProblem.NO_TOKEN,
              failed.failure());
      case NoGrant none -> refusal(TokenProblem.NO_GRANT, none.failure());
    };
  }

  private static TokenPurpose purpose(String name) {
    for (TokenPurpose purpose : TokenPurpose.values()) {
      if (purpose.code().equals(name)) {
        return purpose;
      }
    }
    throw new ProblemException(
        TokenProblem.UNKNOWN_PURPOSE, "Say what the token is for: ?for=imap, pop3, smtp or graph.");
  }

  private String caller(TokenPurpose purpose) {
    String caller = identity.getPrincipal().getName();
    if (!config.purposes().getOrDefault(caller, Set.of()).contains(purpose)) {
      throw new ProblemException(
          TokenProblem.PURPOSE_NOT_ALLOWED,
          "%s gets no tokens for %s: allow it with mail-bridge.tokens.purposes.%s."
              .formatted(caller, purpose.code(), caller));
    }
    return caller;
  }

  private Response refusal(TokenProblem problem, TokenFailure failure) {
    Response.ResponseBuilder response =
        Response.status(problem.status())
            .type(Problem.MEDIA_TYPE)
            .entity(TokenRefusal.of(problem, failure));
    if (failure.retryAt() != null) {
      long seconds = Duration.between(clock.instant(), failure.retryAt()).toSeconds();
      response.header(HttpHeaders.RETRY_AFTER, Math.max(1, seconds));
    }
    return response.build();
  }
}
