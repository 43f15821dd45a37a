package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.audit.AuditTrail;
import dev.mailbridge.platform.security.Roles;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

@Path("audit")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class AuditPage {
  private static final int PAGE_SIZE = 50;
  private final AuditTrail trail;

  AuditPage(AuditTrail trail) {
    this.trail = trail;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance audit(AuditTrail.Page found, String search, Pages page);
  }

  @GET
  public TemplateInstance list(
      @QueryParam("search") @DefaultValue("") String search,
      @QueryParam("page") @DefaultValue("0") int number) {
    int page = Math.max(0, number);
    AuditTrail.Page found = trail.page(search, page, PAGE_SIZE);
    return Templates.audit(
        found, search, new Pages(found.entries().size(), found.total(), page, PAGE_SIZE));
  }
}
