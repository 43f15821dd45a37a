package dev.mailbridge.configservice.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * @param before null when there was nothing before
 * @param after null when there was nothing afterwards
 */
public record AuditView(
    long id,
    Instant at,
    String actor,
    String action,
    String kind,
    String subject,
    JsonNode before,
    JsonNode after) {

  /** The fields that differ, by name. */
  public List<Change> changes() {
    Map<String, String> old = new TreeMap<>();
    Map<String, String> now = new TreeMap<>();
    flatten("", before, old);
    flatten("", after, now);
    // It counts the changes and is none.
    old.remove("revision");
    now.remove("revision");
    Set<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    return names.stream()
        .map(name -> new Change(name, old.getOrDefault(name, ""), now.getOrDefault(name, "")))
        .filter(change -> !change.before().equals(change.after()))
        .toList();
  }

  public record Change(String field, String before, String after) {}

  private static void flatten(String name, JsonNode node, Map<String, String> into) {
    if (node == null || node.isNull()) {
      return;
    }
    if (node.isValueNode()) {
      into.put(name, node.asText());
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(name + "[" + i + "]", node.get(i), into);
      }
    } else {
      node.properties()
          .forEach(
              member ->
                  flatten(
                      name.isEmpty() ? member.getKey() : name + "." + member.getKey(),
                      member.getValue(),
                      into));
    }
  }

  static AuditView of(AuditEntry entry) {
    return new AuditView(
        entry.id,
        entry.at,
        entry.actor,
        entry.action,
        entry.kind,
        entry.subject,
        tree(entry.before),
        tree(entry.after));
  }

  private static JsonNode tree(String json) {
    try {
      return json == null ? null : ContractJson.mapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
