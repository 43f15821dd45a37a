package dev.mailbridge.configservice.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.mailbridge.configservice.revision.IfMatch;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/projects/{project}/directory-import")
@Tag(name = "Import Users from Azure AD")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER})
@RunOnVirtualThread
class DirectoryResource {
  private final DirectoryImports imports;

  DirectoryResource(DirectoryImports imports) {
    this.imports = imports;
  }

  /**
   * @param secretHint the last characters of the secret that is kept
   * @param warnings such as a secret that ends soon
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      @JsonUnwrapped ImportFields fields,
      String secretHint,
      Instant lastFullAt,
      Instant nextRunAt,
      List<String> warnings) {}

  @GET
  @Operation(summary = "A project's import; never with the secret")
  public RestResponse<View> get(ProjectId project) {
    return ok(imports.get(project));
  }

  @PUT
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      summary = "Set the import up, or change it; without a Secret Key the present one stays")
  public RestResponse<View> save(
      ProjectId project, @NotNull ImportFields fields, @HeaderParam("If-Match") String ifMatch) {
    return ok(imports.save(project, fields, IfMatch.of(ifMatch)));
  }

  @DELETE
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "End the import and destroy its grant; the users stay on the topic")
  public void delete(ProjectId project, @HeaderParam("If-Match") String ifMatch) {
    imports.delete(project, IfMatch.of(ifMatch));
  }

  @POST
  @Path("check")
  @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
  @Operation(summary = "Try whether users and the rules' groups can be read")
  public DirectoryImports.Check check(ProjectId project) {
    return imports.check(project);
  }

  private static RestResponse<View> ok(DirectoryImports.SetUp setUp) {
    String hint =
        setUp.registration() == null || setUp.registration().credential() == null
            ? null
            : setUp.registration().credential().hint();
    View view =
        new View(
            setUp.fields(),
            hint,
            setUp.state().lastFullAt(),
            setUp.state().nextRunAt(),
            setUp.registration() == null ? List.of() : setUp.registration().warnings());
    return RestResponse.ResponseBuilder.ok(view)
        .header("ETag", IfMatch.etag(setUp.state().revision()))
        .build();
  }
}
