package dev.mailbridge.configservice.tokenservice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.configservice.audit.AuditLog;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/mailboxes/{id}/grant:revoke")
@Tag(name = "Grants", description = "Passed on to token-service, which keeps them")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class GrantRevocationResource {
  private static final String KIND = "grant";

  private final TokenServiceGateway tokenService;
  private final AuditLog audit;

  GrantRevocationResource(TokenServiceGateway tokenService, AuditLog audit) {
    this.tokenService = tokenService;
    this.audit = audit;
  }

  @POST
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Revoke a grant; its connections end within 5 seconds")
  public JsonNode revoke(MailboxId id) {
    JsonNode revoked = tokenService.revokeGrant(id);
    audit.record("revoke", KIND, id.value(), null, null);
    return revoked;
  }
}
