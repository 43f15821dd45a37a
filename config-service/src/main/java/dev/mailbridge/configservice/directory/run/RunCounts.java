package dev.mailbridge.configservice.directory.run;

/**
 * What a run does, in numbers of users.
 *
 * @param kept left, but the rules keep them
 * @param excluded listed, but left out by the rules
 * @param disabling enabled ones that become disabled: what the brake looks at
 * @param enabledBefore enabled ones before the run
 */
public record RunCounts(
    long added,
    long changed,
    long disabled,
    long left,
    long kept,
    long unchanged,
    long excluded,
    long disabling,
    long enabledBefore) {
  static final RunCounts NONE = new RunCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Users who are published or would be. */
  public long toPublish() {
    return added + changed + disabled + left;
  }

  public long disablingPercent() {
    return enabledBefore == 0 ? 0 : Math.round(100.0 * disabling / enabledBefore);
  }

  boolean exceeds(int percent) {
    return disabling * 100 > percent * enabledBefore;
  }

  /** Counts one after another. */
  static final class Counter {
    private final long[] changes = new long[Change.values().length];
    private long disabling;

    void count(Change change, boolean disables) {
      changes[change.ordinal()]++;
      disabling += disables ? 1 : 0;
    }

    private long of(Change change) {
      return changes[change.ordinal()];
    }

    RunCounts counts(long enabledBefore) {
      return new RunCounts(
          of(Change.ADDED),
          of(Change.CHANGED),
          of(Change.DISABLED),
          of(Change.LEFT),
          of(Change.KEPT),
          of(Change.UNCHANGED),
          of(Change.EXCLUDED),
          disabling,
          enabledBefore);
    }
  }
}
