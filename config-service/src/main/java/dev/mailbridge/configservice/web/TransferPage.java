package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.transfer.ConfigurationTransfer;
import dev.mailbridge.configservice.transfer.Difference;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.security.Roles;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;

/** <em>Configuration</em>: as YAML. */
@Path("configuration/yaml")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
class TransferPage {
  private final ConfigurationTransfer transfer;

  TransferPage(ConfigurationTransfer transfer) {
    this.transfer = transfer;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance yaml();

    static native TemplateInstance differences(
        List<Difference> differences, boolean applied, String message);
  }

  @GET
  public TemplateInstance show() {
    return Templates.yaml();
  }

  @GET
  @Path("download")
  @Produces("application/yaml")
  public Response download() {
    return Response.ok(transfer.export())
        .header("Content-Disposition", "attachment; filename=\"mail-bridge.yaml\"")
        .build();
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public TemplateInstance apply(
      @RestForm String yaml, @RestForm boolean prune, @RestForm boolean apply) {
    try {
      List<Difference> differences = transfer.apply(yaml == null ? "" : yaml, !apply, prune);
      return Templates.differences(differences, apply, null);
    } catch (ProblemException e) {
      return Templates.differences(List.of(), false, e.getMessage());
    }
  }
}
