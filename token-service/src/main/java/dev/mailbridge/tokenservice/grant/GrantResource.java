package dev.mailbridge.tokenservice.grant;

import dev.mailbridge.contracts.MailboxId;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1")
@Tag(name = "Grants", description = "What a registration may do for one mailbox")
@RolesAllowed({Roles.ADMIN, Roles.CONFIG_SERVICE})
@RunOnVirtualThread
class GrantResource {
  private final Grants grants;

  GrantResource(Grants grants) {
    this.grants = grants;
  }

  @GET
  @Path("grants")
  @Operation(summary = "All grants and how each is")
  @RolesAllowed({Roles.ADMIN, Roles.CONFIG_SERVICE, Roles.OPERATOR, Roles.VIEWER})
  public List<GrantView> list() {
    return grants.list();
  }

  @GET
  @Path("mailboxes/{id}/grant")
  @Operation(summary = "A mailbox's grant and how it is")
  @RolesAllowed({Roles.ADMIN, Roles.CONFIG_SERVICE, Roles.OPERATOR, Roles.VIEWER})
  public GrantView get(MailboxId id) {
    return grants.get(id);
  }

  @PUT
  @Path("mailboxes/{id}/grant")
  @Operation(
      summary = "Defines what a registration may do for a mailbox",
      description =
          "Another registration, flow or account makes the tokens got so far void; another mailbox keeps them.")
  public GrantView define(MailboxId id, @NotNull @Valid GrantDefinition definition) {
    return grants.define(id, definition);
  }

  @DELETE
  @Path("mailboxes/{id}/grant")
  @Operation(summary = "Destroys a grant and its tokens")
  public void delete(MailboxId id) {
    grants.delete(id);
  }

  @POST
  @Path("mailboxes/{id}/grant:revoke")
  @Operation(summary = "Ends access within five seconds, until somebody signs in again")
  public GrantView revoke(MailboxId id) {
    return grants.revoke(id);
  }

  @POST
  @Path("mailboxes/{id}/grant:retry")
  @Operation(summary = "Asks the provider again at the next request, after something was mended")
  public GrantView retry(MailboxId id) {
    return grants.retry(id);
  }
}
