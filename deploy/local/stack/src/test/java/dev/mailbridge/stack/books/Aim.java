package dev.mailbridge.stack.books;

import java.util.Map;
import java.util.Optional;

/**
 * Where a service is killed: at a step of its work that the simulator holds up, or while Kafka
 * stands still so that a commit can't end.
 *
 * @param fault what is asked of the simulator; empty for a broker that stands still
 */
record Aim(String service, String moment, Optional<Map<String, Object>> fault) {
  private static final String HOLD = "PT4S";

  static Aim imap(String moment, String step) {
    return new Aim(
        "imap-poller",
        moment,
        Optional.of(
            Map.of("kind", "slow", "protocol", "imap", "step", step, "count", 1, "delay", HOLD)));
  }

  static Aim smtp(String moment, String step) {
    return new Aim(
        "smtp-sender",
        moment,
        Optional.of(
            Map.of("kind", "slow", "protocol", "smtp", "step", step, "count", 1, "delay", HOLD)));
  }

  static Aim answerLost(String moment) {
    return new Aim(
        "smtp-sender",
        moment,
        Optional.of(Map.of("kind", "answer-lost", "taken", true, "count", 1, "delay", HOLD)));
  }

  static Aim inCommit(String service) {
    return new Aim(service, "in the commit", Optional.empty());
  }

  @Override
  public String toString() {
    return service + " " + moment;
  }
}
