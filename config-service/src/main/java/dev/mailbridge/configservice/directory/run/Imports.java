package dev.mailbridge.configservice.directory.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.mailbridge.configservice.directory.rules.ImportRules;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.ProjectId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The imports of all projects: their rules and their runs. */
@ApplicationScoped
public class Imports {
  private final ImportRepository imports;
  private final RunRepository runs;
  private final UserTables tables;
  private final Event<RunWanted> wanted;
  private final Clock clock;

  Imports(
      ImportRepository imports,
      RunRepository runs,
      UserTables tables,
      Event<RunWanted> wanted,
      Clock clock) {
    this.imports = imports;
    this.runs = runs;
    this.tables = tables;
    this.wanted = wanted;
    this.clock = clock;
  }

  /** A run waits. */
  record RunWanted(String project) {}

  /**
   * @param enabled whether it runs by schedule
   * @param lastFullAt when everybody was listed last, null for never
   * @param nextRunAt null while nothing is scheduled
   */
  public record View(
      boolean enabled, ImportRules rules, long revision, Instant lastFullAt, Instant nextRunAt) {}

  @Transactional
  public Optional<View> find(ProjectId project) {
    return imports.findByIdOptional(project.value()).map(Imports::view);
  }

  private static View view(ImportEntity entity) {
    return new View(
        entity.enabled, entity.rules(), entity.revision, entity.fullAt, entity.nextRunAt);
  }

  /** The present revision for one who changes it next; 0 when there is none. */
  @Transactional
  public long lock(ProjectId project) {
    return imports.locked(project.value()).map(entity -> entity.revision).orElse(0L);
  }

  @Transactional
  public View store(ProjectId project, boolean enabled, ImportRules rules) {
    ImportEntity entity =
        imports
            .locked(project.value())
            .orElseGet(
                () -> {
                  ImportEntity made = new ImportEntity();
                  made.project = project.value();
                  return made;
                });
    Instant now = clock.instant();
    entity.enabled = enabled;
    entity.rules = written(rules);
    entity.revision = imports.nextRevision();
    entity.updatedAt = now;
    entity.nextRunAt =
        !enabled || rules.every() == null
            ? null
            : entity.fullAt == null ? now : now.plus(rules.every());
    imports.persist(entity);
    return view(entity);
  }

  /** The mapping's fields stay in the order in which they were entered. */
  private static String written(ImportRules rules) {
    try {
      return ContractJson.mapper()
          .writer()
          .without(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .writeValueAsString(rules);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its users stay on the topic. */
  @Transactional
  public boolean remove(ProjectId project) {
    return imports.deleteById(project.value());
  }

  /** Why a run didn't start. */
  public enum Refused {
    NOT_SET_UP,
    RUNNING_ALREADY
  }

  /** What was asked of a run. */
  public record Wanted(RunKind kind, boolean dryRun, boolean overrideBrake, String startedBy) {}

  /** The outcome of asking for a run. */
  public sealed interface Start {
    record Started(RunView run) implements Start {}

    record NotStarted(Refused why) implements Start {}
  }

  /**
   * @param asked a kind of null is what is possible: changes, or everybody
   */
  @Transactional
  public Start start(ProjectId project, Wanted asked) {
    Optional<ImportEntity> entity = imports.locked(project.value());
    if (entity.isEmpty()) {
      return new Start.NotStarted(Refused.NOT_SET_UP);
    }
    if (runs.open(project.value()).isPresent()) {
      return new Start.NotStarted(Refused.RUNNING_ALREADY);
    }
    RunKind possible = entity.get().possible(clock.instant());
    RunEntity run = new RunEntity();
    run.project = project.value();
    run.kind = (asked.kind() == null || possible == RunKind.FULL ? possible : asked.kind()).code();
    run.startedBy = asked.startedBy();
    run.dryRun = asked.dryRun();
    run.overrideBrake = asked.overrideBrake();
    run.state = RunState.WAITING.code();
    run.rulesRevision = entity.get().revision;
    run.startedAt = clock.instant();
    runs.persistAndFlush(run);
    wanted.fire(new RunWanted(project.value()));
    return new Start.Started(run.view());
  }

  @Transactional
  void startScheduled(String project) {
    Optional<ImportEntity> due =
        imports
            .locked(project)
            .filter(one -> one.enabled && one.nextRunAt != null)
            .filter(one -> !one.nextRunAt.isAfter(clock.instant()));
    if (due.isPresent()) {
      start(ProjectId.of(project), new Wanted(null, false, false, "schedule"));
      due.get().nextRunAt = clock.instant().plus(due.get().rules().every());
    }
  }

  @Transactional
  public List<RunView> runs(ProjectId project, int count) {
    return runs.last(project.value(), count).stream().map(RunEntity::view).toList();
  }

  @Transactional
  public Optional<RunView> run(ProjectId project, long id) {
    return runs.of(project.value(), id).map(RunEntity::view);
  }

  /** Whether the address is that of one of the project's enabled users. */
  @Transactional
  public boolean knows(ProjectId project, String address) {
    return tables.knows(project.value(), address.strip().toLowerCase(Locale.ROOT));
  }

  /** Ends an open run; what it has published stays published. */
  @Transactional
  public Optional<RunView> cancel(ProjectId project, long id) {
    imports.locked(project.value());
    return runs.of(project.value(), id)
        .map(
            run -> {
              if (run.state().open()) {
                run.end(RunState.CANCELLED, clock.instant());
              }
              return run.view();
            });
  }
}
