package dev.mailbridge.stack.chaos;

import dev.mailbridge.stack.client.SimulatedTenant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What servers say that isn't so, or was never agreed on, as the simulator's faults. */
final class Lies {
  private static final String MAILBOX = SimulatedTenant.HELPDESK;

  /** In a fixed order: a plan is drawn from it. */
  static final SortedMap<String, Map<String, Object>> BY_NAME =
      new TreeMap<>(
          Map.ofEntries(
              lie("idle-silent"),
              lie("fetch-no", "share", 0.5),
              lie("uidvalidity-change", "mailbox", MAILBOX),
              lie("uidvalidity-missing"),
              lie("untagged", "step", "fetch", "text", "* 1 FETCH (FLAGS (\\Seen))"),
              lie("sent-items-late", "delay", "PT2S"),
              lie("message-id-rewritten"),
              lie("duplicate-refused"),
              lie("refresh-token-absent"),
              lie("refresh-token-empty"),
              lie("refresh-token-long"),
              Map.entry(
                  "bye-in-fetch",
                  Map.of("kind", "bye", "protocol", "imap", "step", "fetch", "text", "Bye")),
              Map.entry("reset-in-data", Map.of("kind", "reset", "step", "end-of-data"))));

  private Lies() {}

  /** Whether it shows only in an answer of the token endpoint. */
  static boolean ofEntra(String name) {
    return name.startsWith("refresh-token");
  }

  private static Map.Entry<String, Map<String, Object>> lie(String kind) {
    return Map.entry(kind, Map.of("kind", kind));
  }

  private static Map.Entry<String, Map<String, Object>> lie(
      String kind, String field, Object value) {
    return Map.entry(kind, Map.of("kind", kind, field, value));
  }

  private static Map.Entry<String, Map<String, Object>> lie(
      String kind, String field, Object value, String other, Object otherValue) {
    return Map.entry(kind, Map.of("kind", kind, field, value, other, otherValue));
  }
}
