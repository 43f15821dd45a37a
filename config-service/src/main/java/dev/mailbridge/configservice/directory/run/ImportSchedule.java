package dev.mailbridge.configservice.directory.run;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Starts what is due, goes on with what was cut off, and buries those who left long ago. */
@ApplicationScoped
class ImportSchedule {
  private static final Logger LOG = Logger.getLogger(ImportSchedule.class);

  private final String owner = UUID.randomUUID().toString();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Map<String, Thread> working = new ConcurrentHashMap<>();
  private final ImportRepository imports;
  private final RunRepository runs;
  private final ImportRunner runner;
  private final Imports starting;
  private final Tombstones tombstones;
  private final DirectoryConfig config;
  private final Clock clock;

  ImportSchedule(
      ImportRepository imports,
      RunRepository runs,
      ImportRunner runner,
      Imports starting,
      Tombstones tombstones,
      DirectoryConfig config,
      Clock clock) {
    this.imports = imports;
    this.runs = runs;
    this.runner = runner;
    this.starting = starting;
    this.tombstones = tombstones;
    this.config = config;
    this.clock = clock;
  }

  void startNow(@Observes(during = TransactionPhase.AFTER_SUCCESS) Imports.RunWanted wanted) {
    Thread.ofVirtual().name("directory-start").start(this::goOn);
  }

  @Scheduled(
      every = "${mail-bridge.directory.interval:PT5S}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void look() {
    if (!config.enabled() || stopping.getCount() == 0) {
      return;
    }
    tombstones.bury();
    List<String> due = QuarkusTransaction.requiringNew().call(() -> imports.due(clock.instant()));
    due.forEach(starting::startScheduled);
    goOn();
  }

  private void goOn() {
    if (config.enabled() && stopping.getCount() > 0) {
      QuarkusTransaction.requiringNew().call(runs::openProjects).forEach(this::goOn);
    }
  }

  private void goOn(String project) {
    working.computeIfAbsent(
        project,
        key ->
            Thread.ofVirtual()
                .name("directory-import-" + project)
                .start(
                    () -> {
                      boolean worked = false;
                      try {
                        worked = work(project);
                      } catch (RuntimeException e) {
                        LOG.warnf(
                            "The import of users of %s can't go on for the moment: %s",
                            project, e.getMessage());
                      } finally {
                        working.remove(project);
                      }
                      if (worked) {
                        // One that was asked for in the last moment found this thread still here.
                        goOn();
                      }
                    }));
  }

  /** False when there is nothing to do, or another instance does it. */
  private boolean work(String project) {
    Optional<RunEntity> run = take(project);
    if (run.isEmpty()) {
      return false;
    }
    CountDownLatch done = new CountDownLatch(1);
    Thread renewal =
        Thread.ofVirtual().name("directory-lease-" + project).start(() -> renew(project, done));
    try {
      runner.work(
          new ImportSession(run.get(), owner, imports, runs, config.lease(), clock, stopping));
    } finally {
      done.countDown();
      join(renewal);
      QuarkusTransaction.requiringNew().run(() -> imports.releaseLease(project, owner));
    }
    return true;
  }

  /** The open run, once this instance alone may work at it. */
  private Optional<RunEntity> take(String project) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Instant now = clock.instant();
              return runs.open(project)
                  .filter(run -> imports.takeLease(project, owner, now, now.plus(config.lease())));
            });
  }

  /** A long wait for Graph must not look like a death. */
  private void renew(String project, CountDownLatch done) {
    Duration pause = config.lease().dividedBy(3);
    try {
      while (!done.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        QuarkusTransaction.requiringNew()
            .run(() -> imports.renewLease(project, owner, clock.instant().plus(config.lease())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warnf("The lease of %s's import can't be renewed: %s", project, e.getMessage());
    }
  }

  void stop(@Observes ShutdownEvent event) {
    stopping.countDown();
    working.values().forEach(ImportSchedule::join);
  }

  private static void join(Thread thread) {
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
