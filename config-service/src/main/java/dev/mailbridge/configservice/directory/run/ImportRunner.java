package dev.mailbridge.configservice.directory.run;

import dev.mailbridge.configservice.directory.graph.DirectoryReader;
import dev.mailbridge.configservice.directory.graph.GraphAccess;
import dev.mailbridge.configservice.directory.graph.ImportException;
import dev.mailbridge.configservice.directory.graph.ImportFailure;
import dev.mailbridge.configservice.directory.rules.ImportRules;
import dev.mailbridge.configservice.directory.rules.ImportRules.Leavers;
import dev.mailbridge.configservice.outbox.Outbox;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.ProjectId;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Works at one run until it is done: list, plan, publish. A run that was cut off goes on. */
@ApplicationScoped
class ImportRunner {
  private static final Logger LOG = Logger.getLogger(ImportRunner.class);

  private final ImportRepository imports;
  private final RunRepository runs;
  private final UserTables tables;
  private final GraphAccess graph;
  private final Outbox outbox;
  private final DirectoryConfig config;
  private final Clock clock;

  ImportRunner(
      ImportRepository imports,
      RunRepository runs,
      UserTables tables,
      GraphAccess graph,
      Outbox outbox,
      DirectoryConfig config,
      Clock clock) {
    this.imports = imports;
    this.runs = runs;
    this.tables = tables;
    this.graph = graph;
    this.outbox = outbox;
    this.config = config;
    this.clock = clock;
  }

  /** Returns when the run has ended, or isn't this instance's any more. */
  void work(ImportSession session) {
    try {
      ImportRules rules = begin(session);
      RunState state = session.read(RunEntity::state);
      if (state == RunState.LISTING) {
        list(session, rules);
        state = session.change(run -> plan(run, rules));
      }
      if (state == RunState.PUBLISHING) {
        publish(session, rules);
      }
    } catch (RunEnded e) {
      LOG.infof("The import of users of %s is left: %s", session.project(), e.getMessage());
    } catch (ImportException e) {
      fail(session, e.failure());
    } catch (RuntimeException e) {
      LOG.errorf(e, "The import of users of %s failed", session.project());
      fail(
          session,
          new ImportFailure(
              ImportFailure.Code.INTERNAL,
              "An error of config-service itself: " + e.getClass().getSimpleName(),
              "Nothing was lost; the next run tries again. Its log says more.",
              null));
    }
  }

  /** A new run starts to list; so does one whose rules were changed while it was cut off. */
  private ImportRules begin(ImportSession session) {
    return session.change(
        run -> {
          ImportEntity entity = imports.findById(run.project);
          boolean stale = run.state() == RunState.LISTING && run.rulesRevision != entity.revision;
          if (run.state() == RunState.WAITING || stale) {
            tables.clearStage(run.project);
            boolean delta = run.kind() == RunKind.DELTA && entity.deltaLink != null && !stale;
            run.kind = (delta ? RunKind.DELTA : RunKind.FULL).code();
            run.state = RunState.LISTING.code();
            run.rulesRevision = entity.revision;
            run.nextLink = delta ? entity.deltaLink : null;
            run.deltaLink = null;
            run.listed = 0;
          }
          return entity.rules();
        });
  }

  private void list(ImportSession session, ImportRules rules) {
    RunEntity run = session.read(one -> one);
    if (run.deltaLink == null) {
      DirectoryReader reader = graph.open(ProjectId.of(session.project()), session::pause);
      new Listing(session, tables, reader, rules).complete(run.nextLink);
    }
  }

  private RunState plan(RunEntity run, ImportRules rules) {
    Plan.Result plan =
        Plan.of(tables, run.project, run.kind() == RunKind.FULL, rules.leavers() == Leavers.KEEP);
    run.counts = json(plan.counts());
    run.samples = json(plan.samples());
    if (run.dryRun) {
      end(run, RunState.DONE);
    } else if (plan.counts().exceeds(rules.brakePercent()) && !run.overrideBrake) {
      LOG.warnf(
          "The import of users of %s would disable %d of %d users: it was stopped. Look at the run"
              + " in the web admin, and import anyway if that is right.",
          run.project, plan.counts().disabling(), plan.counts().enabledBefore());
      end(run, RunState.BRAKED);
    } else {
      run.state = RunState.PUBLISHING.code();
    }
    return run.state();
  }

  private void publish(ImportSession session, ImportRules rules) {
    boolean full = session.read(RunEntity::kind) == RunKind.FULL;
    new Publication(session, tables, outbox, rules.leavers() == Leavers.KEEP, config.batch(), clock)
        .complete(full);
    session.change(
        run -> {
          ImportEntity entity = imports.findById(run.project);
          entity.deltaLink = run.deltaLink;
          entity.deltaRevision = run.rulesRevision;
          if (full) {
            entity.fullAt = run.startedAt;
          }
          end(run, RunState.DONE);
          return null;
        });
  }

  private void fail(ImportSession session, ImportFailure failure) {
    LOG.warnf(
        "The import of users of %s failed: %s. %s",
        session.project(), failure.detail(), failure.remedy());
    try {
      session.change(
          run -> {
            run.code = failure.code().name();
            run.detail = failure.detail();
            run.remedy = failure.remedy();
            run.traceId = failure.traceId();
            end(run, RunState.FAILED);
            return null;
          });
    } catch (RunEnded e) {
      LOG.debugf("The failed run is no longer this instance's: %s", e.getMessage());
    }
  }

  private void end(RunEntity run, RunState how) {
    Instant now = clock.instant();
    run.end(how, now);
    tables.clearStage(run.project);
    if (!run.dryRun) {
      ImportEntity entity = imports.findById(run.project);
      if (entity.rules().every() != null) {
        boolean again =
            how == RunState.FAILED && config.retry().compareTo(entity.rules().every()) < 0;
        entity.nextRunAt = now.plus(again ? config.retry() : entity.rules().every());
      }
    }
    runs.forgetOld(run.project, config.history());
  }

  private static String json(Object value) {
    return new String(ContractJson.write(value), StandardCharsets.UTF_8);
  }
}
