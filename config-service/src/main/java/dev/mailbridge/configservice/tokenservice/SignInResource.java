package dev.mailbridge.configservice.tokenservice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.configservice.audit.AuditLog;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/mailboxes/{id}/sign-in")
@Tag(name = "Grants", description = "Passed on to token-service, which keeps them")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class SignInResource {
  private static final String KIND = "grant";

  private final TokenServiceGateway tokenService;
  private final AuditLog audit;

  SignInResource(TokenServiceGateway tokenService, AuditLog audit) {
    this.tokenService = tokenService;
    this.audit = audit;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
  @Operation(summary = "A one-time address to open in a browser and sign in")
  public JsonNode signIn(MailboxId id, JsonNode options) {
    JsonNode signIn = tokenService.signIn(id, options);
    audit.record("sign-in", KIND, id.value(), null, null);
    return signIn;
  }
}
