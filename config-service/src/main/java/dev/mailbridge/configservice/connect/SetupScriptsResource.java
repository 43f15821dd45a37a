package dev.mailbridge.configservice.connect;

import dev.mailbridge.configservice.mailbox.OfficeConfig;
import dev.mailbridge.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The scripts of <em>Connect Office 365</em>. */
@Path("/api/v1/setup-scripts")
@Tag(name = "Connect Office 365")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
class SetupScriptsResource {
  private final OfficeConfig office;

  SetupScriptsResource(OfficeConfig office) {
    this.office = office;
  }

  @GET
  @Operation(
      summary = "Scripts that register the app, grant its permissions and open its mailboxes",
      description = "access is delegated or app-only; mailbox may come several times.")
  public SetupScripts scripts(
      @QueryParam("access") String access,
      @QueryParam("appName") String appName,
      @QueryParam("tenant") String tenant,
      @QueryParam("clientId") String clientId,
      @QueryParam("mailbox") List<String> mailboxes,
      @QueryParam("months") @DefaultValue("24") int months,
      @QueryParam("importsUsers") boolean importsUsers,
      @QueryParam("graph") boolean graph) {
    String redirect = "http://localhost:%d/".formatted(office.redirectPort());
    return SetupScripts.of(
        new Setup(
            Access.of(access),
            appName,
            tenant,
            clientId,
            redirect,
            mailboxes,
            months,
            importsUsers,
            graph));
  }
}
