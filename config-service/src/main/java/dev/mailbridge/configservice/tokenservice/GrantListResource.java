package dev.mailbridge.configservice.tokenservice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/grants")
@Tag(name = "Grants", description = "Passed on to token-service, which keeps them")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class GrantListResource {
  private final TokenServiceGateway tokenService;

  GrantListResource(TokenServiceGateway tokenService) {
    this.tokenService = tokenService;
  }

  @GET
  @Operation(summary = "All mailboxes' grants")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Grant[].class)))
  public JsonNode list() {
    return tokenService.grantList();
  }
}
