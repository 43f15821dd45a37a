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
  public Response create(@NotNull @Valid RegistrationRequest request) {
    RegistrationView view = registrations.create(request);
    return Response.created(URI.create("/api/v1/registrations/" + view.id())).entity(view).build();
  }

  @GET
  @RolesAllowed({Roles.ADMIN, Roles.CONFIG_SERVICE, Roles.OPERATOR, Roles.VIEWER})
  public List<RegistrationView> list() {
    return registrations.list();
  }

  @GET
  @Path("{id}")
  @RolesAllowed({Roles.ADMIN, Roles.CONFIG_SERVICE, Roles.OPERATOR, Roles.VIEWER})
  public RegistrationView get(String id) {
    return registrations.get(id);
  }

  @PUT
  @Path("{id}")
  public RegistrationView update(String id, @NotNull @Valid RegistrationRequest request) {
    return registrations.update(id, request);
  }

  @DELETE
  @Path("{id}")
  public void delete(String id) {
    registrations.delete(id);
  }
}
