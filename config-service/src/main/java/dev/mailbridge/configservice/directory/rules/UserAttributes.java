package dev.mailbridge.configservice.directory.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;

/** A user of the directory as Graph shows it. */
record UserAttributes(JsonNode user) {
  private static final List<String> ALWAYS =
      List.of(
          "id",
          "displayName",
          "userPrincipalName",
          "mail",
          "proxyAddresses",
          "accountEnabled",
          "userType",
          "manager");

  private static final String EXTENSIONS = "onPremisesExtensionAttributes";
  private static final String EXTENSION = "extensionAttribute(1[0-5]|[1-9])";

  static SequencedSet<String> selected(ImportRules rules) {
    SequencedSet<String> names = new LinkedHashSet<>(ALWAYS);
    Stream.concat(
            rules.fullMapping().values().stream().flatMap(Collection::stream),
            Stream.concat(rules.conditions().stream(), rules.vipConditions().stream())
                .map(AttributeCondition::attribute))
        .map(name -> name.matches(EXTENSION) ? EXTENSIONS : name)
        .forEach(names::add);
    return names;
  }

  /** Of a list all of them; one empty text when it isn't set. */
  List<String> values(String attribute) {
    JsonNode node =
        attribute.matches(EXTENSION) ? user.path(EXTENSIONS).path(attribute) : user.path(attribute);
    List<String> values = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(one -> values.add(one.asText("")));
    } else if (node.isValueNode() && !node.isNull()) {
      values.add(node.asText());
    }
    return values.isEmpty() ? List.of("") : values;
  }

  /** The first that is set, stripped; null when none is. */
  String first(List<String> attributes) {
    return all(attributes).stream().findFirst().orElse(null);
  }

  /** All that are set, stripped, each once. */
  List<String> all(List<String> attributes) {
    return attributes.stream()
        .flatMap(attribute -> values(attribute).stream())
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .distinct()
        .toList();
  }

  boolean flag(String attribute, boolean otherwise) {
    JsonNode node = user.path(attribute);
    return node.isBoolean() ? node.asBoolean() : otherwise;
  }

  String text(String attribute) {
    return first(List.of(attribute));
  }
}
