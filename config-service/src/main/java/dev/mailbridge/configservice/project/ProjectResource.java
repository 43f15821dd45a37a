package dev.mailbridge.configservice.project;

import dev.mailbridge.configservice.revision.IfMatch;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/projects")
@Tag(name = "Projects")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class ProjectResource {
  private final Projects projects;

  ProjectResource(Projects projects) {
    this.projects = projects;
  }

  @GET
  @Operation(summary = "All projects, the retired ones last")
  public List<Project> list() {
    return projects.list();
  }

  @GET
  @Path("{id}")
  @Operation(summary = "One project")
  public RestResponse<Project> get(ProjectId id) {
    return ok(projects.get(id));
  }

  @POST
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Add a project; its topics are made at once when Kafka can be reached")
  public RestResponse<Project> create(@NotNull @Valid ProjectRequest request) {
    Project project = projects.create(request);
    return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, project)
        .location(URI.create("/api/v1/projects/" + project.id()))
        .header("ETag", IfMatch.etag(project.revision()))
        .build();
  }

  @PUT
  @Path("{id}")
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Rename or retire a project")
  public RestResponse<Project> change(
      ProjectId id,
      @NotNull @Valid ProjectRequest request,
      @HeaderParam("If-Match") String ifMatch) {
    return ok(projects.change(id, request, IfMatch.of(ifMatch)));
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Remove a project without mailboxes; its topics stay")
  public void delete(ProjectId id, @HeaderParam("If-Match") String ifMatch) {
    projects.delete(id, IfMatch.of(ifMatch));
  }

  @POST
  @Path("{id}/topics:remake")
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Make topics again that somebody deleted; what they held is lost")
  public RestResponse<Project> remakeTopics(ProjectId id) {
    return ok(projects.remakeTopics(id));
  }

  private static RestResponse<Project> ok(Project project) {
    return RestResponse.ResponseBuilder.ok(project)
        .header("ETag", IfMatch.etag(project.revision()))
        .build();
  }
}
