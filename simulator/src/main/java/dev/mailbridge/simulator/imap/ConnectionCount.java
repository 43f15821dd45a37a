package dev.mailbridge.simulator.imap;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Connections that are logged in, by mailbox. */
final class ConnectionCount {
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();

  /** Takes one of {@code limit} places; 0 is no limit. */
  boolean take(String mailbox, int limit) {
    boolean[] taken = new boolean[1];
    counts.compute(
        mailbox,
        (key, count) -> {
          int before = count == null ? 0 : count;
          taken[0] = limit == 0 || before < limit;
          return taken[0] ? before + 1 : before;
        });
    return taken[0];
  }

  void giveBack(String mailbox) {
    counts.computeIfPresent(mailbox, (key, count) -> count <= 1 ? null : count - 1);
  }
}
