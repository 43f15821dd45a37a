package dev.mailbridge.tokenservice.mackey;

import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1")
@Tag(name = "MAC keys", description = "Keys that sign ticket references in Message-IDs")
@RunOnVirtualThread
class MacKeyResource {
  private final MacKeys keys;

  MacKeyResource(MacKeys keys) {
    this.keys = keys;
  }

  @GET
  @Path("mac-keys")
  @Operation(summary = "The key that signs, and those that still verify")
  @RolesAllowed({Roles.IMAP_POLLER, Roles.SMTP_SENDER})
  public RestResponse<List<MacKeys.View>> list() {
    return RestResponse.ResponseBuilder.ok(keys.list()).header("Cache-Control", "no-store").build();
  }

  @POST
  @Path("mac-keys:rotate")
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
  @Operation(summary = "Makes a new key, which signs in an hour; the old one verifies on")
  public void rotate() {
    keys.rotate();
  }
}
