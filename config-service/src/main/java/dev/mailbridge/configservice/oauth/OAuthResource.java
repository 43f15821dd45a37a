package dev.mailbridge.configservice.oauth;

import dev.mailbridge.configservice.tokenservice.Registration;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/settings/oauth2")
@Tag(name = "Settings")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class OAuthResource {
  private final OAuthSettings settings;

  OAuthResource(OAuthSettings settings) {
    this.settings = settings;
  }

  @GET
  @Operation(summary = "The OAUTH2 fields under the set-up guide's names; never with the secret")
  public OAuthFields get() {
    return settings
        .fields()
        .orElseThrow(
            () -> new NotFoundException("The OAUTH2 fields were not entered yet: PUT them."));
  }

  @PUT
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      summary = "Enter the OAUTH2 fields; without OAUTH2 Mail Secret the present one is kept")
  public Registration put(@NotNull OAuthFields fields) {
    return settings.save(fields);
  }
}
