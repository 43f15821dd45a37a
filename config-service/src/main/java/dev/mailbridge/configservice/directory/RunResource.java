package dev.mailbridge.configservice.directory;

import dev.mailbridge.configservice.directory.run.RunView;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/projects/{project}/directory-import/runs")
@Tag(name = "Import Users from Azure AD")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class RunResource {
  private static final int SHOWN = 20;

  private final DirectoryRuns runs;

  RunResource(DirectoryRuns runs) {
    this.runs = runs;
  }

  @GET
  @Operation(summary = "The last runs, newest first")
  public List<RunView> list(ProjectId project) {
    return runs.last(project, SHOWN);
  }

  @GET
  @Path("{run}")
  @Operation(summary = "One run")
  public RunView get(ProjectId project, long run) {
    return runs.get(project, run);
  }

  @POST
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
  @Operation(
      summary = "Import now, or a dry run",
      description = "Answers at once; GET the run to see how far it is.")
  public RestResponse<RunView> start(ProjectId project, RunRequest request) {
    RunView run = runs.start(project, request == null ? RunRequest.USUAL : request);
    return RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, run)
        .location(
            URI.create("/api/v1/projects/%s/directory-import/runs/%d".formatted(project, run.id())))
        .build();
  }

  @POST
  @Path("{run}:cancel")
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
  @Operation(summary = "End a run; what it has published stays")
  public RunView cancel(ProjectId project, long run) {
    return runs.cancel(project, run);
  }
}
