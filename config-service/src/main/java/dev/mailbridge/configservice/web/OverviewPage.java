package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.status.StatusSummary;
import dev.mailbridge.configservice.status.Statuses;
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

@Path("/")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class OverviewPage {
  private final MailboxRows rows;
  private final Statuses statuses;

  OverviewPage(MailboxRows rows, Statuses statuses) {
    this.rows = rows;
    this.statuses = statuses;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance overview(StatusSummary summary, RowPage page, String search);

    static native TemplateInstance overview$live(
        StatusSummary summary, RowPage page, String search);
  }

  @GET
  public TemplateInstance show(
      @QueryParam("search") @DefaultValue("") String search,
      @QueryParam("page") @DefaultValue("0") int page) {
    return Templates.overview(statuses.summary(), rows.page(search, null, page), search);
  }

  /** The part that changes, for the page to put in its place. */
  @GET
  @Path("overview/live")
  public TemplateInstance live(
      @QueryParam("search") @DefaultValue("") String search,
      @QueryParam("page") @DefaultValue("0") int page) {
    return Templates.overview$live(statuses.summary(), rows.page(search, null, page), search);
  }
}
