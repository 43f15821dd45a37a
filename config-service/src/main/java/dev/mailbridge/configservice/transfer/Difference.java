package dev.mailbridge.configservice.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What applying a document changes in one thing.
 *
 * @param action {@code create}, {@code change} or {@code delete}
 * @param fields those that differ; empty for a deletion
 */
public record Difference(String action, String kind, String id, List<Field> fields) {
  /**
   * @param before empty when there was nothing
   */
  public record Field(String name, String before, String after) {}

  static Difference of(String kind, String id, Object before, Object after) {
    String action = before == null ? "create" : after == null ? "delete" : "change";
    return new Difference(action, kind, id, after == null ? List.of() : fields(before, after));
  }

  private static List<Field> fields(Object before, Object after) {
    Map<String, String> old = new TreeMap<>();
    Map<String, String> now = new TreeMap<>();
    flatten("", ContractJson.mapper().valueToTree(before), old);
    flatten("", ContractJson.mapper().valueToTree(after), now);
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    return names.stream()
        .map(name -> new Field(name, old.getOrDefault(name, ""), now.getOrDefault(name, "")))
        .filter(field -> !field.before().equals(field.after()))
        .toList();
  }

  private static void flatten(String name, JsonNode node, Map<String, String> into) {
    if (node == null || node.isNull() || node.isMissingNode()) {
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
}
