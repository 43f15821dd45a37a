package dev.mailbridge.configservice.directory.run;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One instance's hold on one project's run. Each of its transactions first renews the lease, which
 * locks the row: an instance that lost it, or whose run somebody ended, changes nothing any more.
 */
final class ImportSession {
  private static final int TRANSACTION_SECONDS = 300;

  private final String project;
  private final String owner;
  private final long run;
  private final ImportRepository imports;
  private final RunRepository runs;
  private final Duration lease;
  private final Clock clock;
  private final CountDownLatch stopping;

  ImportSession(
      RunEntity run,
      String owner,
      ImportRepository imports,
      RunRepository runs,
      Duration lease,
      Clock clock,
      CountDownLatch stopping) {
    this.project = run.project;
    this.run = run.id;
    this.owner = owner;
    this.imports = imports;
    this.runs = runs;
    this.lease = lease;
    this.clock = clock;
    this.stopping = stopping;
  }

  String project() {
    return project;
  }

  /**
   * @throws RunEnded when the run isn't this instance's to work at any more
   */
  <T> T change(Function<RunEntity, T> work) {
    return QuarkusTransaction.requiringNew()
        .timeout(TRANSACTION_SECONDS)
        .call(
            () -> {
              if (stopping.getCount() == 0) {
                throw new RunEnded("this process stops");
              }
              if (!imports.renewLease(project, owner, clock.instant().plus(lease))) {
                throw new RunEnded("another instance goes on with it");
              }
              RunEntity entity = runs.findById(run);
              if (entity == null || !entity.state().open()) {
                throw new RunEnded("it was cancelled");
              }
              return work.apply(entity);
            });
  }

  /** Reads without holding anything. */
  <T> T read(Function<RunEntity, T> work) {
    return QuarkusTransaction.requiringNew()
        .timeout(TRANSACTION_SECONDS)
        .call(() -> work.apply(runs.findById(run)));
  }

  /** Waits, unless the process stops. */
  void pause(Duration time) {
    try {
      if (stopping.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new RunEnded("this process stops");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunEnded("this process stops");
    }
  }
}
