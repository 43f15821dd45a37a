package dev.mailbridge.tokenservice.registration;

import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/registrations")
@Tag(name = "Registrations", description = "Apps registered at identity providers")
@RolesAllowed({Roles.ADMIN, Roles.CONFIG_SERVICE})
@RunOnVirtualThread
class RegistrationResource {
  private final Registrations registrations;

  RegistrationResource(Registrations registrations) {
    this.registrations = registrations;
  }

  @POST
  @Operation(
      summary = "Registers an app",
      description =
          "Endpoints and scopes come from the cloud's preset where they are left out; cloud custom takes your own. The credential is never shown again.")
  public Response create(@NotNull @Valid RegistrationRequest request) {
    RegistrationView view = registrations.create(request);
    return Response.created(URI.create("/api/v1/registrations/" + view.id())).entity(view).build();
  }

  @GET
  @Operation(summary = "All registrations, with what should be looked at")
  @RolesAllowed({Roles.ADMIN, Roles.CONFIG_SERVICE, Roles.OPERATOR, Roles.VIEWER})
  public List<RegistrationView> list() {
    return registrations.list();
  }

  @GET
  @Path("{id}")
  @Operation(
      summary = "One registration",
      description = "Of its credentials: kind, end, the last three characters or the thumbprint.")
  @RolesAllowed({Roles.ADMIN, Roles.CONFIG_SERVICE, Roles.OPERATOR, Roles.VIEWER})
  public RegistrationView get(String id) {
    return registrations.get(id);
  }

  @PUT
  @Path("{id}")
  @Operation(
      summary = "Changes a registration",
      description =
          "Without credential the present one stays; nextCredential takes over when the present one is refused. enabled=false ends its mailboxes' tokens and connections within five seconds.")
  public RegistrationView update(String id, @NotNull @Valid RegistrationRequest request) {
    return registrations.update(id, request);
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Deletes a registration that no mailbox uses (409 otherwise)")
  public void delete(String id) {
    registrations.delete(id);
  }
}
