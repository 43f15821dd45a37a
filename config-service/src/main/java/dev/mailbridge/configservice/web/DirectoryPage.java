package dev.mailbridge.configservice.web;

import dev.mailbridge.configservice.directory.DirectoryImports;
import dev.mailbridge.configservice.directory.DirectoryRuns;
import dev.mailbridge.configservice.directory.ImportFields;
import dev.mailbridge.configservice.directory.RunRequest;
import dev.mailbridge.configservice.directory.rules.ImportRules;
import dev.mailbridge.configservice.directory.run.RunKind;
import dev.mailbridge.configservice.oauth.OAuthSettings;
import dev.mailbridge.configservice.project.Project;
import dev.mailbridge.configservice.project.Projects;
import dev.mailbridge.configservice.revision.IfMatch;
import dev.mailbridge.configservice.tokenservice.TokenServiceException;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.security.Roles;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;

/** <em>Configuration</em>: Import Users from Azure AD. */
@Path("configuration/directory")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
class DirectoryPage {
  private static final String HERE = "/configuration/directory?project=";
  private static final int RUNS = 10;

  private final DirectoryImports imports;
  private final DirectoryRuns runs;
  private final Projects projects;
  private final OAuthSettings oauth;

  DirectoryPage(
      DirectoryImports imports, DirectoryRuns runs, Projects projects, OAuthSettings oauth) {
    this.imports = imports;
    this.runs = runs;
    this.projects = projects;
    this.oauth = oauth;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance directory(DirectoryView view, String done);

    static native TemplateInstance directory$runs(DirectoryView view);

    static native TemplateInstance checked(DirectoryImports.Check check);
  }

  @GET
  public TemplateInstance show(
      @QueryParam("project") @DefaultValue("helpdesk") String project,
      @QueryParam("done") String done) {
    return Templates.directory(view(ProjectId.of(project)), done);
  }

  private DirectoryView view(ProjectId id) {
    Project project = projects.get(id);
    try {
      Optional<DirectoryImports.SetUp> setUp = imports.find(id);
      Map<String, String> values =
          new HashMap<>(
              setUp.map(one -> DirectoryForm.values(one.fields())).orElseGet(this::usual));
      setUp.ifPresent(one -> values.put("revision", IfMatch.etag(one.state().revision())));
      return view(project, setUp.orElse(null), Form.of(values));
    } catch (TokenServiceException e) {
      return view(project, null, Form.of(usualRules()).rejected(e.getMessage(), List.of()));
    }
  }

  private DirectoryView view(Project project, DirectoryImports.SetUp setUp, Form form) {
    return new DirectoryView(project, projects.list(), setUp, runs.last(project.id(), RUNS), form);
  }

  /** The tenant and the cloud are those of the mail's app, most often. */
  private Map<String, String> usual() {
    Map<String, String> values = usualRules();
    oauth
        .registration()
        .ifPresent(
            app ->
                values.putAll(
                    DirectoryForm.values(
                        new ImportFields(
                            null,
                            app.tenantId(),
                            null,
                            null,
                            app.cloud(),
                            app.tokenEndpoint(),
                            app.graphUrl(),
                            false,
                            ImportRules.DEFAULT))));
    return values;
  }

  private static Map<String, String> usualRules() {
    return DirectoryForm.values(
        new ImportFields(null, null, null, null, "global", null, null, false, ImportRules.DEFAULT));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response save(
      @QueryParam("project") @DefaultValue("helpdesk") String project,
      MultivaluedMap<String, String> sent) {
    ProjectId id = ProjectId.of(project);
    Form form = Form.of(sent);
    try {
      imports.save(id, DirectoryForm.fields(form), IfMatch.of(form.value("revision")));
      return Response.seeOther(URI.create(HERE + id + "&done=saved")).build();
    } catch (ProblemException e) {
      String message =
          e.errors().isEmpty() ? e.getMessage() : "Some fields need a look; they are marked below.";
      return again(id, form.rejected(message, e.errors()), e.type().status());
    } catch (TokenServiceException e) {
      return again(id, form.rejected(e.getMessage(), List.of()), e.status());
    }
  }

  private Response again(ProjectId id, Form form, int status) {
    DirectoryView view = view(projects.get(id), view(id).setUp(), form);
    return Response.status(status).entity(Templates.directory(view, null)).build();
  }

  /** The list of runs, as it is now. */
  @GET
  @Path("runs")
  public TemplateInstance runs(@QueryParam("project") String project) {
    ProjectId id = ProjectId.of(project);
    return Templates.directory$runs(view(projects.get(id), null, Form.of(Map.of())));
  }

  @POST
  @Path("runs")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response start(
      @QueryParam("project") String project,
      @RestForm boolean full,
      @RestForm boolean dryRun,
      @RestForm boolean overrideBrake) {
    ProjectId id = ProjectId.of(project);
    runs.start(id, new RunRequest(full ? RunKind.FULL : null, dryRun, overrideBrake));
    return Response.seeOther(URI.create(HERE + id + "#runs")).build();
  }

  @POST
  @Path("runs/cancel")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response cancel(@QueryParam("project") String project, @RestForm long run) {
    ProjectId id = ProjectId.of(project);
    runs.cancel(id, run);
    return Response.seeOther(URI.create(HERE + id + "#runs")).build();
  }

  @POST
  @Path("check")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public TemplateInstance check(@QueryParam("project") String project) {
    return Templates.checked(imports.check(ProjectId.of(project)));
  }
}
