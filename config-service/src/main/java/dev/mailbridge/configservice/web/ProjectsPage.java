package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.project.Project;
import dev.mailbridge.configservice.project.ProjectRequest;
import dev.mailbridge.configservice.project.Projects;
import dev.mailbridge.configservice.revision.IfMatch;
import dev.mailbridge.contracts.ProjectId;
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
import java.net.URI;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;

/** <em>Configuration</em>: projects. */
@Path("configuration/projects")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
class ProjectsPage {
  private static final URI HERE = URI.create("/configuration/projects");
  private final Projects projects;

  ProjectsPage(Projects projects) {
    this.projects = projects;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance projects(
        List<Project> projects, String message, String id, String name);
  }

  @GET
  public TemplateInstance show() {
    return Templates.projects(projects.list(), null, "", "");
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response add(@RestForm String id, @RestForm String name) {
    try {
      projects.create(new ProjectRequest(ProjectId.of(id), named(name), false));
      return Response.seeOther(HERE).build();
    } catch (ProblemException | IllegalArgumentException e) {
      return Response.status(Response.Status.BAD_REQUEST)
          .entity(Templates.projects(projects.list(), e.getMessage(), id, name))
          .build();
    }
  }

  @POST
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response change(
      ProjectId id, @RestForm String name, @RestForm boolean retired, @RestForm String revision) {
    try {
      projects.change(id, new ProjectRequest(id, named(name), retired), IfMatch.of(revision));
      return Response.seeOther(HERE).build();
    } catch (ProblemException | IllegalArgumentException e) {
      return Response.status(Response.Status.BAD_REQUEST)
          .entity(Templates.projects(projects.list(), e.getMessage(), "", ""))
          .build();
    }
  }

  @POST
  @Path("{id}/topics")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response remakeTopics(ProjectId id) {
    projects.remakeTopics(id);
    return Response.seeOther(HERE).build();
  }

  private static String named(String name) {
    if (name == null || name.isBlank() || name.length() > 100) {
      throw new IllegalArgumentException("Enter a name of at most 100 characters.");
    }
    return name;
  }
}
