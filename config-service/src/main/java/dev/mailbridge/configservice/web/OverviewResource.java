package dev.mailbridge.configservice.web;

import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/overview")
@Tag(name = "Overview")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class OverviewResource {
  private final OverviewFigures figures;

  OverviewResource(OverviewFigures figures) {
    this.figures = figures;
  }

  @GET
  @Operation(
      summary = "All mailboxes together",
      description = "How many are in which state, mails in and out, backlog, last errors.")
  public OverviewFigures.Figures get() {
    return figures.now();
  }
}
