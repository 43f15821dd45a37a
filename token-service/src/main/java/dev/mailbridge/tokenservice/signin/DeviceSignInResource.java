package dev.mailbridge.tokenservice.signin;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.problem.RequestProblem;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/mailboxes/{id}/device-sign-in")
@Tag(name = "Signing in")
@RolesAllowed({Roles.ADMIN, Roles.CONFIG_SERVICE})
@RunOnVirtualThread
class DeviceSignInResource {
  private final DeviceSignIns signIns;

  DeviceSignInResource(DeviceSignIns signIns) {
    this.signIns = signIns;
  }

  @POST
  @Operation(summary = "A code to enter on another device, where no browser reaches token-service")
  public DeviceSignIns.View start(MailboxId id) {
    return signIns.start(id);
  }

  @GET
  @Operation(summary = "How far the latest sign-in with a code is")
  public DeviceSignIns.View get(MailboxId id) {
    return signIns
        .find(id)
        .orElseThrow(
            () ->
                new ProblemException(
                    RequestProblem.NOT_FOUND,
                    "No sign-in with a code was started for mailbox %s.".formatted(id)));
  }
}
