package dev.mailbridge.stack.chaos;

import dev.mailbridge.testkit.books.Audit;
import java.util.ArrayList;
import java.util.List;

/**
 * @param incoming null when the run could not be made, like {@code outgoing}
 * @param uncertain replies that are held for a person: they may be missing at the customer, and may
 *     have come there once
 * @param withoutOutcome replies of which no report says that they were sent or are held
 * @param leaks where a secret was found; never the secret
 * @param settledAfter seconds from the last fault until nothing was owed any more
 * @param logs where they lie when something is wrong, else null
 * @param failure why the run could not be made, else null
 */
record ChaosResult(
    String name,
    long seed,
    boolean balanced,
    Audit incoming,
    Audit outgoing,
    int uncertain,
    int withoutOutcome,
    List<String> leaks,
    List<String> plan,
    List<Sample> samples,
    long settledAfter,
    long seconds,
    String logs,
    String failure) {

  static ChaosResult failed(long seed, List<PlannedFault> plan, String why) {
    List<String> lines = plan.stream().map(PlannedFault::toString).toList();
    return new ChaosResult(
        "chaos", seed, false, null, null, 0, 0, List.of(), lines, List.of(), 0, 0, null, why);
  }

  int mails() {
    return incoming == null ? 0 : incoming.expected();
  }

  int replies() {
    return outgoing == null ? 0 : outgoing.expected();
  }

  /** In a few words. */
  String verdict() {
    if (balanced) {
      return "balanced";
    }
    if (failure != null) {
      return "could not run: " + failure;
    }
    List<String> wrong = new ArrayList<>();
    if (!incoming.balanced()) {
      wrong.add("in: " + incoming.summary());
    }
    if (!outgoing.balanced()) {
      wrong.add("out: " + outgoing.summary());
    }
    if (withoutOutcome != 0) {
      wrong.add(withoutOutcome + " without an outcome");
    }
    if (!leaks.isEmpty()) {
      wrong.add(leaks.size() + " leaks, the first: " + leaks.getFirst());
    }
    return String.join("; ", wrong) + "; logs in " + logs;
  }
}
