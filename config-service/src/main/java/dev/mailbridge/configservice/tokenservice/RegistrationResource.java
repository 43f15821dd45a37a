package dev.mailbridge.configservice.tokenservice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.configservice.audit.AuditLog;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/api/v1/registrations")
@Tag(name = "Registrations", description = "Passed on to token-service, which keeps them")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class RegistrationResource {
  private static final String KIND = "registration";
  private static final String EXAMPLE =
      """
      {"id": "oauth2-mail", "name": "HelpDesk mail", "cloud": "global",
       "tenantId": "8f3c1e0a-5b7d-4a43-9d1c-000000000001",
       "clientId": "6d2b9f4e-0c1a-4e56-8b2f-000000000002",
       "codeChallenge": true, "codeChallengeMethod": "S256",
       "redirectUri": "http://localhost:3017/",
       "credential": {"type": "secret", "secret": "…", "expiresAt": "2027-11-30T00:00:00Z"}}
      """;

  private final TokenServiceGateway tokenService;
  private final AuditLog audit;

  RegistrationResource(TokenServiceGateway tokenService, AuditLog audit) {
    this.tokenService = tokenService;
    this.audit = audit;
  }

  @GET
  @Operation(summary = "The apps registered in Entra; never with a secret")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Registration[].class)))
  public JsonNode list() {
    return tokenService.registrationList();
  }

  @GET
  @Path("{id}")
  @Operation(summary = "One registration")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Registration.class)))
  public JsonNode get(String id) {
    return tokenService.registrationNode(id);
  }

  @POST
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Add a registration")
  @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT), example = EXAMPLE))
  public RestResponse<JsonNode> add(@NotNull JsonNode registration) {
    JsonNode added = tokenService.addRegistration(registration);
    String id = added.path("id").asText();
    audit.record("create", KIND, id, null, registration);
    return ResponseBuilder.create(RestResponse.Status.CREATED, added)
        .location(URI.create("/api/v1/registrations/" + id))
        .build();
  }

  @PUT
  @Path("{id}")
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Change a registration; without a credential the present one is kept")
  @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT), example = EXAMPLE))
  public JsonNode change(String id, @NotNull JsonNode registration) {
    JsonNode changed = tokenService.changeRegistration(id, registration);
    audit.record("change", KIND, id, null, registration);
    return changed;
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Delete a registration")
  public void delete(String id) {
    tokenService.deleteRegistration(id);
    audit.record("delete", KIND, id, null, null);
  }

  @POST
  @Path("{id}:check")
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
  @Operation(summary = "Try discovery and the credential")
  public JsonNode check(String id) {
    return tokenService.checkRegistration(id);
  }
}
