package dev.mailbridge.configservice.project;

import dev.mailbridge.configservice.audit.AuditLog;
import dev.mailbridge.configservice.revision.IfMatch;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Adds, renames and retires projects. */
@ApplicationScoped
public class Projects {
  private final ProjectRepository projects;
  private final AuditLog audit;
  private final Event<TopicsWanted> topicsWanted;
  private final Clock clock;

  Projects(
      ProjectRepository projects, AuditLog audit, Event<TopicsWanted> topicsWanted, Clock clock) {
    this.projects = projects;
    this.audit = audit;
    this.topicsWanted = topicsWanted;
    this.clock = clock;
  }

  /** A project waits for its topics. */
  record TopicsWanted(ProjectId project) {}

  @Transactional
  public List<Project> list() {
    return projects.byName().stream().map(ProjectEntity::view).toList();
  }

  @Transactional
  public Optional<Project> find(ProjectId id) {
    return projects.findByIdOptional(id.value()).map(ProjectEntity::view);
  }

  @Transactional
  public Project get(ProjectId id) {
    return find(id).orElseThrow(() -> notFound(id));
  }

  @Transactional
  public Project create(ProjectRequest request) {
    if (projects.findByIdOptional(request.id().value()).isPresent()) {
      throw new ProblemException(
          ProjectProblem.EXISTS,
          "Choose another id than %s, or change that project.".formatted(request.id()));
    }
    ProjectEntity entity = new ProjectEntity();
    entity.id = request.id().value();
    entity.topics = TopicState.PENDING.code();
    apply(entity, request);
    projects.persistAndFlush(entity);
    audit.record("create", "project", entity.id, null, entity.view());
    topicsWanted.fire(new TopicsWanted(request.id()));
    return entity.view();
  }

  @Transactional
  public Project change(ProjectId id, ProjectRequest request, IfMatch match) {
    ProjectEntity entity = projects.locked(id.value()).orElseThrow(() -> notFound(id));
    match.requireMatch(entity.revision);
    if (!request.id().equals(id)) {
      throw new ProblemException(
          ProjectProblem.ID_FIXED,
          "The id %s names the project's topics: make a new project %s instead."
              .formatted(id, request.id()));
    }
    Project before = entity.view();
    apply(entity, request);
    audit.record("change", "project", entity.id, before, entity.view());
    return entity.view();
  }

  /** Removes the project; its topics stay, with what they hold. */
  @Transactional
  public void delete(ProjectId id, IfMatch match) {
    ProjectEntity entity = projects.locked(id.value()).orElseThrow(() -> notFound(id));
    match.allowMatch(entity.revision);
    long mailboxes = projects.mailboxes(id.value());
    if (mailboxes > 0) {
      throw new ProblemException(
          ProjectProblem.IN_USE,
          "%d mailboxes belong to it: move or delete them first, or retire the project."
              .formatted(mailboxes));
    }
    if (projects.importsUsers(id.value())) {
      throw new ProblemException(
          ProjectProblem.IN_USE,
          "It imports users from Azure AD: end that first (DELETE"
              + " /api/v1/projects/%s/directory-import), which destroys its secret.".formatted(id));
    }
    audit.record("delete", "project", entity.id, entity.view(), null);
    projects.delete(entity);
  }

  /** Lets missing topics be made again, empty. */
  @Transactional
  public Project remakeTopics(ProjectId id) {
    ProjectEntity entity = projects.locked(id.value()).orElseThrow(() -> notFound(id));
    entity.topics = TopicState.PENDING.code();
    audit.record("remake-topics", "project", entity.id, null, null);
    topicsWanted.fire(new TopicsWanted(id));
    return entity.view();
  }

  private void apply(ProjectEntity entity, ProjectRequest request) {
    entity.name = request.name().strip();
    entity.retired = Boolean.TRUE.equals(request.retired());
    entity.revision = projects.nextRevision();
    entity.updatedAt = clock.instant();
  }

  private static ProblemException notFound(ProjectId id) {
    return new ProblemException(
        ProjectProblem.NOT_FOUND,
        "No project has the id %s; GET /api/v1/projects lists them.".formatted(id));
  }
}
