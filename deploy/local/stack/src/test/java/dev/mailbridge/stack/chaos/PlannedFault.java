package dev.mailbridge.stack.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One line of a plan.
 *
 * @param atMillis after the load began
 * @param lastsMillis how long until it is taken back
 */
record PlannedFault(long atMillis, long lastsMillis, FaultKind kind, String target) {
  private static final int SHORTEST_GAP = 1_000;
  private static final int LONGEST_GAP = 5_000;

  /** The same plan for the same seed; faults may overlap. */
  static List<PlannedFault> plan(long seed, int seconds) {
    Random random = new Random(seed);
    List<PlannedFault> plan = new ArrayList<>();
    long at = 1_000;
    while (at < seconds * 1_000L) {
      FaultKind kind = FaultKind.values()[random.nextInt(FaultKind.values().length)];
      String target = kind.targets().get(random.nextInt(kind.targets().size()));
      long lasts =
          kind.shortest() == kind.longest()
              ? kind.shortest() * 1_000L
              : random.nextInt(kind.shortest() * 1_000, kind.longest() * 1_000);
      plan.add(new PlannedFault(at, lasts, kind, target));
      at += random.nextInt(SHORTEST_GAP, LONGEST_GAP);
    }
    return List.copyOf(plan);
  }

  @Override
  public String toString() {
    return "%6.1f s  %-14s %s, %.1f s".formatted(atMillis / 1e3, kind, target, lastsMillis / 1e3);
  }
}
