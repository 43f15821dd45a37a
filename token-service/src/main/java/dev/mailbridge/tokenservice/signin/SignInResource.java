package dev.mailbridge.tokenservice.signin;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.security.Roles;
import dev.mailbridge.tokenservice.grant.GrantProblem;
import dev.mailbridge.tokenservice.grant.WebAdminConfig;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/mailboxes/{id}/sign-in")
@Tag(name = "Signing in")
@RolesAllowed({Roles.ADMIN, Roles.CONFIG_SERVICE})
@RunOnVirtualThread
class SignInResource {
  private final SignIns signIns;
  private final WebAdminConfig webAdmin;

  SignInResource(SignIns signIns, WebAdminConfig webAdmin) {
    this.signIns = signIns;
    this.webAdmin = webAdmin;
  }

  /**
   * @param returnTo an address of the web admin, to which the browser goes afterwards
   */
  record Request(URI returnTo) {}

  @POST
  @Operation(
      summary = "A one-time address to sign in with a browser",
      description =
          "Open it within ten minutes, once. After the sign-in the browser goes to returnTo.")
  public SignIns.Invitation invite(MailboxId id, @Context HttpServerRequest http, Request request) {
    URI returnTo = request == null ? null : request.returnTo();
    if (returnTo != null && !sameOrigin(returnTo, webAdmin.url())) {
      throw new ProblemException(
          GrantProblem.INVALID,
          "/returnTo: must be an address of the web admin, %s (mail-bridge.web-admin.url)"
              .formatted(webAdmin.url()));
    }
    return signIns.invite(id, returnTo == null ? null : returnTo.toString(), http);
  }

  /** Browsers are never sent to where an outsider wants them. */
  private static boolean sameOrigin(URI a, URI b) {
    return a.getScheme() != null
        && a.getHost() != null
        && a.getScheme().equals(b.getScheme())
        && a.getHost().equals(b.getHost())
        && a.getPort() == b.getPort()
        && a.getRawUserInfo() == null;
  }
}
