package dev.mailbridge.configservice.audit;

import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/audit")
@Tag(name = "Audit")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class AuditResource {
  private final AuditTrail trail;

  AuditResource(AuditTrail trail) {
    this.trail = trail;
  }

  @GET
  @Operation(
      summary = "Who changed what, newest first",
      description = "The header X-Total-Count tells how many entries there are on all pages.")
  public RestResponse<List<AuditView>> list(
      @QueryParam("search") String search,
      @QueryParam("page") @DefaultValue("0") @Min(0) int page,
      @QueryParam("size") @DefaultValue("50") @Min(1) @Max(500) int size) {
    AuditTrail.Page found = trail.page(search, page, size);
    return RestResponse.ResponseBuilder.ok(found.entries())
        .header("X-Total-Count", found.total())
        .build();
  }
}
