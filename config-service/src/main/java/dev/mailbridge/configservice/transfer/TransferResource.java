package dev.mailbridge.configservice.transfer;

import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/configuration")
@Tag(name = "Configuration as YAML")
@RunOnVirtualThread
class TransferResource {
  private static final String YAML = "application/yaml";
  private final ConfigurationTransfer transfer;

  TransferResource(ConfigurationTransfer transfer) {
    this.transfer = transfer;
  }

  @GET
  @Produces(YAML)
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
  @Operation(summary = "The configuration as one YAML document, without secrets")
  public String export() {
    return transfer.export();
  }

  @PUT
  @Consumes({YAML, "text/yaml", MediaType.TEXT_PLAIN})
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      summary = "Apply a YAML document, all or nothing; answers what was changed",
      description =
          "Applying it again changes nothing. With dryRun=true nothing is changed. Mailboxes that"
              + " the document doesn't name stay, unless prune=true.")
  public List<Difference> apply(
      String yaml,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
      @QueryParam("prune") @DefaultValue("false") boolean prune) {
    return transfer.apply(yaml, dryRun, prune);
  }
}
