package dev.mailbridge.platform.check;

import dev.mailbridge.platform.check.CheckStep.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Does steps one after another; what follows a failed one is skipped. For one thread. */
public final class CheckRun {
  private final List<CheckStep> steps = new ArrayList<>();
  private boolean failed;

  /** What is looked at; it may fail with anything, but best with what to do. */
  @FunctionalInterface
  public interface Look<T> {
    /**
     * @throws CheckFailedException with what is wrong and what to do
     */
    T look() throws Exception;
  }

  /**
   * Does a step.
   *
   * @param detail what to say of what was found
   * @return what was found; empty when it failed or was skipped
   */
  public <T> Optional<T> step(String name, Look<T> look, Function<T, String> detail) {
    if (failed) {
      steps.add(new CheckStep(name, Outcome.SKIPPED, "Not tried.", null, 0));
      return Optional.empty();
    }
    long start = System.nanoTime();
    try {
      T found = look.look();
      steps.add(new CheckStep(name, Outcome.PASSED, detail.apply(found), null, since(start)));
      return Optional.of(found);
    } catch (CheckFailedException e) {
      return failed(name, e.getMessage(), e.remedy(), start);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(name, "The check was interrupted.", "Run it again.", start);
    } catch (Exception e) {
      String seen = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return failed(name, seen, "See the detail; the service's log may say more.", start);
    }
  }

  /** Adds a step that needs no look. */
  public void add(String name, Outcome outcome, String detail, String remedy) {
    steps.add(new CheckStep(name, outcome, detail, remedy, 0));
  }

  /** What was done so far. */
  public CheckReport report() {
    return new CheckReport(steps);
  }

  private <T> Optional<T> failed(String name, String detail, String remedy, long start) {
    failed = true;
    steps.add(new CheckStep(name, Outcome.FAILED, detail, remedy, since(start)));
    return Optional.empty();
  }

  private static long since(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
