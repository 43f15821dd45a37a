package dev.mailbridge.configservice.directory;

import dev.mailbridge.configservice.audit.AuditLog;
import dev.mailbridge.configservice.directory.run.Imports;
import dev.mailbridge.configservice.directory.run.RunView;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.platform.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;

/** Runs as people start, look at and cancel them. */
@ApplicationScoped
public class DirectoryRuns {
  private static final String KIND = "directory-run";

  private final Imports imports;
  private final SecurityIdentity identity;
  private final AuditLog audit;

  DirectoryRuns(Imports imports, SecurityIdentity identity, AuditLog audit) {
    this.imports = imports;
    this.identity = identity;
    this.audit = audit;
  }

  public List<RunView> last(ProjectId project, int count) {
    return imports.runs(project, count);
  }

  public RunView get(ProjectId project, long id) {
    return imports.run(project, id).orElseThrow(() -> noRun(project));
  }

  @Transactional
  public RunView start(ProjectId project, RunRequest request) {
    Imports.Wanted wanted =
        new Imports.Wanted(
            request.kind(),
            request.dryRun(),
            request.overrideBrake(),
            identity.getPrincipal().getName());
    return switch (imports.start(project, wanted)) {
      case Imports.Start.Started started -> {
        if (request.overrideBrake()) {
          audit.record(
              "override-brake", KIND, project.value(), null, Map.of("run", started.run().id()));
        }
        yield started.run();
      }
      case Imports.Start.NotStarted refused ->
          throw switch (refused.why()) {
            case NOT_SET_UP -> DirectoryImports.notSetUp(project);
            case RUNNING_ALREADY ->
                new ProblemException(
                    DirectoryProblem.RUNNING, "Wait until that run has ended, or cancel it.");
          };
    };
  }

  @Transactional
  public RunView cancel(ProjectId project, long id) {
    RunView run = imports.cancel(project, id).orElseThrow(() -> noRun(project));
    audit.record("cancel", KIND, project.value(), null, Map.of("run", id));
    return run;
  }

  private static ProblemException noRun(ProjectId project) {
    return new ProblemException(
        DirectoryProblem.NO_RUN,
        "GET /api/v1/projects/%s/directory-import/runs lists the last ones.".formatted(project));
  }
}
