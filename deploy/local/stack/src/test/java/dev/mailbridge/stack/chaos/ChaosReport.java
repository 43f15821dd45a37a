package dev.mailbridge.stack.chaos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code --json} writes, in the shape of the measurements.
 *
 * @param runs in the order of the seeds
 */
record ChaosReport(
    String name,
    String machine,
    Map<String, Double> figures,
    Map<String, Object> peers,
    Map<String, String> goals,
    List<String> missed,
    List<ChaosResult> runs) {

  static ChaosReport of(int seconds, List<ChaosResult> runs) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("seeds", (double) runs.size());
    figures.put("seeds_balanced", (double) runs.stream().filter(ChaosResult::balanced).count());
    figures.put("fault_seconds", (double) seconds * runs.size());
    figures.put("faults", runs.stream().mapToDouble(run -> run.plan().size()).sum());
    figures.put("mails_in", runs.stream().mapToDouble(ChaosResult::mails).sum());
    figures.put("replies_uncertain", runs.stream().mapToDouble(ChaosResult::uncertain).sum());
    figures.put(
        "settled_seconds_max",
        runs.stream().mapToDouble(ChaosResult::settledAfter).max().orElse(0));
    return new ChaosReport(
        "chaos",
        "%s, %d cores, Java %s"
            .formatted(
                System.getProperty("os.name"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature()),
        figures,
        Map.of(),
        Map.of("seeds_balanced", "all"),
        runs.stream()
            .filter(run -> !run.balanced())
            .map(run -> "seed %d: %s".formatted(run.seed(), run.verdict()))
            .toList(),
        List.copyOf(runs));
  }

  /** 2 when a run could not be made, 1 when books don't balance. */
  int exitStatus() {
    if (runs.stream().anyMatch(run -> run.failure() != null)) {
      return 2;
    }
    return missed.isEmpty() ? 0 : 1;
  }

  String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        "%8s %7s %6s %8s %10s %10s %8s  %s%n"
            .formatted(
                "seed",
                "faults",
                "mails",
                "replies",
                "uncertain",
                "settled s",
                "seconds",
                "books"));
    for (ChaosResult run : runs) {
      table.append(
          "%8d %7d %6d %8d %10d %10d %8d  %s%n"
              .formatted(
                  run.seed(),
                  run.plan().size(),
                  run.mails(),
                  run.replies(),
                  run.uncertain(),
                  run.settledAfter(),
                  run.seconds(),
                  run.verdict()));
    }
    return table
        .append("%d of %d seeds balanced%n".formatted(runs.size() - missed.size(), runs.size()))
        .toString();
  }
}
