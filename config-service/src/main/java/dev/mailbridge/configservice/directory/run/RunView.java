package dev.mailbridge.configservice.directory.run;

import dev.mailbridge.contracts.ProjectId;
import java.time.Instant;
import java.util.List;

/**
 * A run as it is shown.
 *
 * @param listed users that Graph has told of so far
 * @param expected users that the directory has, null when unknown
 * @param published users that were given to the topic so far
 * @param failure null unless failed
 */
public record RunView(
    long id,
    ProjectId project,
    RunKind kind,
    String startedBy,
    boolean dryRun,
    boolean overrideBrake,
    RunState state,
    Instant startedAt,
    Instant finishedAt,
    long listed,
    Long expected,
    long published,
    RunCounts counts,
    List<Sample> samples,
    Failure failure) {
  public RunView {
    samples = List.copyOf(samples);
  }

  /**
   * @param remedy what to do next
   * @param traceId Microsoft's
   */
  public record Failure(String code, String detail, String remedy, String traceId) {}

  /** How far the run has come, in per cent; null while nobody can tell. */
  public Integer percent() {
    return switch (state) {
      case WAITING -> 0;
      case LISTING -> share(listed, expected, 90);
      case PUBLISHING -> {
        Integer share = share(published, counts.toPublish(), 10);
        yield 90 + (share == null ? 0 : share);
      }
      case DONE, BRAKED, FAILED, CANCELLED -> 100;
    };
  }

  private static Integer share(long part, Long whole, int of) {
    return whole == null || whole == 0 ? null : (int) Math.min(of, part * of / whole);
  }

  public List<Sample> samplesOf(Change change) {
    return samples.stream().filter(sample -> sample.change() == change).toList();
  }
}
