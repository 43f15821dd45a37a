package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.project.Project;
import dev.mailbridge.configservice.project.Projects;
import dev.mailbridge.contracts.ProjectId;
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
import java.util.List;

/** <em>Incoming Mail</em>. */
@Path("mailboxes")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class MailboxListPage {
  private final MailboxRows rows;
  private final Projects projects;

  MailboxListPage(MailboxRows rows, Projects projects) {
    this.rows = rows;
    this.projects = projects;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance mailboxes(
        List<Project> projects, String project, String search, RowPage page, String done);
  }

  @GET
  public TemplateInstance list(
      @QueryParam("project") @DefaultValue("") String project,
      @QueryParam("search") @DefaultValue("") String search,
      @QueryParam("page") @DefaultValue("0") int page,
      @QueryParam("done") String done) {
    ProjectId only = project.isEmpty() ? null : ProjectId.of(project);
    return Templates.mailboxes(
        projects.list(), project, search, rows.page(search, only, page), done);
  }
}
