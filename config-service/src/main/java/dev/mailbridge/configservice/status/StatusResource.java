package dev.mailbridge.configservice.status;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/mailboxes/{id}/status")
@Tag(name = "Mailboxes")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class StatusResource {
  private final Statuses statuses;

  StatusResource(Statuses statuses) {
    this.statuses = statuses;
  }

  @GET
  @Operation(summary = "How a mailbox is, facet by facet, and what to do next")
  public MailboxHealth get(MailboxId id) {
    return statuses.of(id);
  }
}
