package dev.mailbridge.configservice.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailbridge.configservice.audit.AuditLog;
import dev.mailbridge.configservice.directory.graph.DirectoryReader;
import dev.mailbridge.configservice.directory.graph.GraphAccess;
import dev.mailbridge.configservice.directory.graph.ImportException;
import dev.mailbridge.configservice.directory.graph.Pause;
import dev.mailbridge.configservice.directory.run.Imports;
import dev.mailbridge.configservice.project.Projects;
import dev.mailbridge.configservice.revision.IfMatch;
import dev.mailbridge.configservice.tokenservice.Registration;
import dev.mailbridge.configservice.tokenservice.TokenServiceException;
import dev.mailbridge.configservice.tokenservice.TokenServiceGateway;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.platform.problem.Problem.FieldError;
import dev.mailbridge.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Sets imports up: the rules are kept here, the app with its secret at token-service, where it has
 * a grant of its own by the name of the project's topic.
 */
@ApplicationScoped
public class DirectoryImports {
  private static final String KIND = "directory-import";
  private static final Duration LONGEST_CHECK_PAUSE = Duration.ofSeconds(2);

  private final Imports imports;
  private final Projects projects;
  private final GraphAccess graph;
  private final TokenServiceGateway tokenService;
  private final AuditLog audit;

  DirectoryImports(
      Imports imports,
      Projects projects,
      GraphAccess graph,
      TokenServiceGateway tokenService,
      AuditLog audit) {
    this.imports = imports;
    this.projects = projects;
    this.graph = graph;
    this.tokenService = tokenService;
    this.audit = audit;
  }

  /**
   * @param registration without its secret
   */
  public record SetUp(ImportFields fields, Registration registration, Imports.View state) {}

  public Optional<SetUp> find(ProjectId project) {
    projects.get(project);
    return imports
        .find(project)
        .map(
            state -> {
              Registration registration =
                  tokenService.registration(GraphAccess.grantOf(project).value()).orElse(null);
              return new SetUp(fields(registration, state), registration, state);
            });
  }

  public SetUp get(ProjectId project) {
    return find(project).orElseThrow(() -> notSetUp(project));
  }

  static ProblemException notSetUp(ProjectId project) {
    return new ProblemException(
        DirectoryProblem.NOT_SET_UP,
        "Enter Client ID, Tenant ID and Secret Key first: PUT /api/v1/projects/%s/directory-import."
            .formatted(project));
  }

  @Transactional
  public SetUp save(ProjectId project, ImportFields fields, IfMatch match) {
    projects.get(project);
    long revision = imports.lock(project);
    if (revision > 0) {
      match.requireMatch(revision);
    }
    String id = GraphAccess.grantOf(project).value();
    Optional<Registration> before = tokenService.registration(id);
    List<FieldError> problems = FieldsValidator.problems(fields, before.isPresent());
    if (!problems.isEmpty()) {
      throw new ProblemException(
          DirectoryProblem.INVALID,
          problems.stream().map(FieldError::detail).collect(Collectors.joining(" ")),
          problems);
    }
    JsonNode registration = registration(id, project, fields);
    JsonNode saved =
        before.isEmpty()
            ? tokenService.addRegistration(registration)
            : tokenService.changeRegistration(id, registration);
    // Its own identity alone: no mailbox is opened with it.
    tokenService.putGrant(
        MailboxId.of(id),
        TokenServiceGateway.tree(
            Map.of(
                "registrationId", id,
                "flow", "client-credentials",
                "signsInAs", "directory",
                "mailbox", "directory")));
    Optional<Imports.View> old = imports.find(project);
    Imports.View state = imports.store(project, fields.runsBySchedule(), fields.rulesOrUsual());
    audit.record(
        old.isEmpty() ? "create" : "change",
        KIND,
        project.value(),
        old.map(one -> audited(before.orElse(null), one)).orElse(null),
        audited(registration, state));
    Registration view = ContractJson.mapper().convertValue(saved, Registration.class);
    return new SetUp(fields(view, state), view, state);
  }

  private static JsonNode audited(Object registration, Imports.View state) {
    ObjectNode all = ContractJson.mapper().createObjectNode();
    all.set("registration", ContractJson.mapper().valueToTree(registration));
    all.set("rules", ContractJson.mapper().valueToTree(state.rules()));
    all.put("enabled", state.enabled());
    return all;
  }

  /** Ends the import and destroys its grant; the users stay on the topic as they are. */
  @Transactional
  public void delete(ProjectId project, IfMatch match) {
    long revision = imports.lock(project);
    if (revision == 0) {
      throw notSetUp(project);
    }
    match.allowMatch(revision);
    MailboxId grant = GraphAccess.grantOf(project);
    tokenService.deleteGrant(grant);
    if (tokenService.registration(grant.value()).isPresent()) {
      tokenService.deleteRegistration(grant.value());
    }
    imports.remove(project);
    audit.record("delete", KIND, project.value(), null, null);
  }

  /**
   * Whether users and the rules' groups can be read.
   *
   * @param remedy what to do next, null when all is well
   */
  public record Check(boolean ok, String code, String detail, String remedy, String traceId) {}

  public Check check(ProjectId project) {
    SetUp setUp = get(project);
    try {
      Pause pause =
          time ->
              LockSupport.parkNanos(
                  (time.compareTo(LONGEST_CHECK_PAUSE) > 0 ? LONGEST_CHECK_PAUSE : time).toNanos());
      DirectoryReader reader = graph.open(project, pause);
      reader.check(setUp.state().rules());
      return new Check(true, null, null, null, null);
    } catch (ImportException e) {
      return new Check(
          false,
          e.failure().code().name(),
          e.failure().detail(),
          e.failure().remedy(),
          e.failure().traceId());
    } catch (TokenServiceException e) {
      return new Check(false, "NO_TOKEN", e.getMessage(), e.getMessage(), null);
    }
  }

  private JsonNode registration(String id, ProjectId project, ImportFields fields) {
    String cloud = fields.cloud() == null ? "global" : fields.cloud();
    ObjectNode tree = ContractJson.mapper().createObjectNode();
    tree.put("id", id)
        .put("name", "Import Users from Azure AD (" + projects.get(project).name() + ")")
        .put("cloud", cloud)
        .put("tenantId", fields.tenantId().strip())
        .put("clientId", fields.clientId().strip())
        .put("codeChallenge", true)
        .put("codeChallengeMethod", "S256");
    if (cloud.equals("custom")) {
      tree.put("tokenEndpoint", fields.tokenEndPoint().strip())
          .put("graphUrl", fields.graphUrl().strip());
    }
    if (fields.secretKey() != null) {
      ObjectNode credential = tree.putObject("credential");
      credential.put("type", "secret").put("secret", fields.secretKey().strip());
      if (fields.secretExpires() != null) {
        credential.put(
            "expiresAt",
            fields.secretExpires().atStartOfDay(ZoneOffset.UTC).toInstant().toString());
      }
    }
    return tree;
  }

  private static ImportFields fields(Registration registration, Imports.View state) {
    if (registration == null) {
      return new ImportFields(
          null, null, null, null, null, null, null, state.enabled(), state.rules());
    }
    LocalDate expires =
        registration.credential() == null || registration.credential().expiresAt() == null
            ? null
            : LocalDate.ofInstant(registration.credential().expiresAt(), ZoneOffset.UTC);
    return new ImportFields(
        registration.clientId(),
        registration.tenantId(),
        null,
        expires,
        registration.cloud(),
        registration.tokenEndpoint(),
        registration.graphUrl(),
        state.enabled(),
        state.rules());
  }
}
