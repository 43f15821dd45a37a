package dev.mailbridge.configservice.tokenservice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.configservice.audit.AuditLog;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/mailboxes/{id}/grant")
@Tag(name = "Grants", description = "Passed on to token-service, which keeps them")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class GrantResource {
  private static final String KIND = "grant";

  private final TokenServiceGateway tokenService;
  private final AuditLog audit;

  GrantResource(TokenServiceGateway tokenService, AuditLog audit) {
    this.tokenService = tokenService;
    this.audit = audit;
  }

  @GET
  @Operation(summary = "A mailbox's grant")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Grant.class)))
  public JsonNode get(MailboxId id) {
    return tokenService.grantNode(id);
  }

  @PUT
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Say which registration opens a mailbox, and as whom")
  @RequestBody(
      content =
          @Content(
              schema = @Schema(type = SchemaType.OBJECT),
              example =
                  """
                  {"registrationId": "oauth2-mail", "flow": "authorization-code",
                   "signsInAs": "helpdesk@contoso.example", "mailbox": "helpdesk@contoso.example"}
                  """))
  public JsonNode put(MailboxId id, @NotNull JsonNode grant) {
    JsonNode stored = tokenService.putGrant(id, grant);
    audit.record("change", KIND, id.value(), null, grant);
    return stored;
  }

  @DELETE
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Destroy a grant and its refresh token")
  public void delete(MailboxId id) {
    tokenService.deleteGrant(id);
    audit.record("delete", KIND, id.value(), null, null);
  }
}
