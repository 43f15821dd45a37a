package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.access.Accounts;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.security.Roles;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.RestForm;

@Path("account/password")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class PasswordPage {
  private final Accounts accounts;
  private final SecurityIdentity identity;

  PasswordPage(Accounts accounts, SecurityIdentity identity) {
    this.accounts = accounts;
    this.identity = identity;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance password(boolean forced, String message);
  }

  @GET
  public TemplateInstance show() {
    return Templates.password(Accounts.mustChangePassword(identity), null);
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response change(
      @RestForm String present, @RestForm String wanted, @RestForm String repeated) {
    if (wanted == null || !wanted.equals(repeated)) {
      return again("The new password was typed differently the second time. Type it again.");
    }
    try {
      accounts.changePassword(
          identity.getPrincipal().getName(), present == null ? "" : present, wanted);
    } catch (ProblemException e) {
      return again(e.getMessage());
    }
    return Response.seeOther(URI.create("/login")).build();
  }

  private Response again(String message) {
    return Response.status(Response.Status.BAD_REQUEST)
        .entity(Templates.password(Accounts.mustChangePassword(identity), message))
        .build();
  }
}
