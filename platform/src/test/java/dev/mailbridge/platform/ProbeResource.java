package dev.mailbridge.platform;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.problem.RequestProblem;
import dev.mailbridge.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.SecurityContext;

/** What the tests of this module call. */
@Path("/probe")
@RolesAllowed({Roles.IMAP_POLLER, Roles.OPERATOR})
public class ProbeResource {
  record Body(MailboxId id, @NotBlank String name) {}

  @GET
  public String whoAmI(SecurityContext context) {
    return context.getUserPrincipal().getName();
  }

  @POST
  public String accept(@Valid Body body) {
    return body.name();
  }

  @GET
  @Path("/conflict")
  public String conflict() {
    throw new ProblemException(RequestProblem.CONFLICT, "Load it again.");
  }

  @GET
  @Path("/failure")
  public String failure() {
    throw new IllegalStateException("secret-inside");
  }

  @GET
  @Path("/sender")
  @RolesAllowed(Roles.SMTP_SENDER)
  public String senderOnly() {
    return "sender";
  }

  @GET
  @Path("/unannotated")
  public String inherited() {
    return "";
  }
}
