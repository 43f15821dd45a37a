package dev.mailbridge.platform.check;

import java.util.List;

/** The steps of a check, in the order in which they were done. */
public record CheckReport(List<CheckStep> steps) {
  /** Copies the list. */
  public CheckReport {
    steps = steps == null ? List.of() : List.copyOf(steps);
  }

  /** Whether nothing failed. */
  public boolean passed() {
    return steps.stream().noneMatch(step -> step.outcome() == CheckStep.Outcome.FAILED);
  }
}
