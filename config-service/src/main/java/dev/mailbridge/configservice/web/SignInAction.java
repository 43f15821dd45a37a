package dev.mailbridge.configservice.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.configservice.audit.AuditLog;
import dev.mailbridge.configservice.callee.CalleeException;
import dev.mailbridge.configservice.tokenservice.TokenServiceGateway;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.security.Roles;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;

/** The buttons that sign a mailbox in, and out. Answers are for htmx. */
@Path("mailboxes/{id}/access")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
@RunOnVirtualThread
class SignInAction {
  private final TokenServiceGateway tokenService;
  private final AuditLog audit;

  SignInAction(TokenServiceGateway tokenService, AuditLog audit) {
    this.tokenService = tokenService;
    this.audit = audit;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance code(JsonNode signIn);

    static native TemplateInstance failed(String message);
  }

  /** Sends the browser to token-service's one-time address; it comes back to the mailbox's page. */
  @POST
  @Path("sign-in")
  public Response signIn(MailboxId id, @Context UriInfo uri) {
    String back = uri.getBaseUriBuilder().path("mailboxes").path(id.value()).build().toString();
    return attempt(
        () -> {
          JsonNode signIn =
              tokenService.signIn(id, TokenServiceGateway.tree(Map.of("returnTo", back)));
          audit.record("sign-in", "grant", id.value(), null, null);
          // A redirect of a form would be stopped by the page's form-action policy.
          return Response.ok().header("HX-Redirect", signIn.path("url").asText()).build();
        });
  }

  @POST
  @Path("device-sign-in")
  public Response deviceSignIn(MailboxId id) {
    return attempt(
        () -> {
          JsonNode signIn = tokenService.deviceSignIn(id);
          audit.record("device-sign-in", "grant", id.value(), null, null);
          return Response.ok(Templates.code(signIn)).build();
        });
  }

  @POST
  @Path("revoke")
  @RolesAllowed(Roles.ADMIN)
  public Response revoke(MailboxId id) {
    return attempt(
        () -> {
          tokenService.revokeGrant(id);
          audit.record("revoke", "grant", id.value(), null, null);
          return Response.ok().header("HX-Redirect", "/mailboxes/" + id).build();
        });
  }

  private interface Attempt {
    Response make();
  }

  private static Response attempt(Attempt attempt) {
    try {
      return attempt.make();
    } catch (CalleeException e) {
      return Response.ok(Templates.failed(e.getMessage())).build();
    }
  }
}
