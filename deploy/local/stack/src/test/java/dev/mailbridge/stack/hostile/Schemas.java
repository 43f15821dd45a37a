package dev.mailbridge.stack.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Bodies that fit an operation's schema, but for one field that is hostile. */
final class Schemas {
  private static final int DEEPEST = 3;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final JsonNode document;

  Schemas(JsonNode document) {
    this.document = document;
  }

  /** For each field, down to some depth, each hostile value in turn. */
  List<JsonNode> spoilt(JsonNode schema) {
    List<JsonNode> bodies = new ArrayList<>();
    JsonNode whole = sample(schema, 0);
    bodies.add(whole);
    spoil(whole, whole, bodies);
    return bodies;
  }

  private static void spoil(JsonNode root, JsonNode node, List<JsonNode> bodies) {
    if (node instanceof ObjectNode object) {
      for (String field : List.copyOf(names(object))) {
        JsonNode right = object.get(field);
        for (JsonNode wrong : HostileValues.IN_BODIES) {
          object.set(field, wrong);
          bodies.add(root.deepCopy());
        }
        object.remove(field);
        bodies.add(root.deepCopy());
        object.set(field, right);
        spoil(root, right, bodies);
      }
    } else if (node instanceof ArrayNode array && !array.isEmpty()) {
      JsonNode right = array.get(0);
      for (JsonNode wrong : HostileValues.IN_BODIES) {
        array.set(0, wrong);
        bodies.add(root.deepCopy());
      }
      array.set(0, right);
      spoil(root, right, bodies);
    }
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Something that fits. */
  private JsonNode sample(JsonNode given, int depth) {
    JsonNode schema = resolved(given);
    if (schema.has("enum")) {
      return schema.get("enum").get(0);
    }
    return switch (type(schema)) {
      case "object" -> {
        ObjectNode object = JSON.objectNode();
        if (depth < DEEPEST) {
          for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            object.set(property.getKey(), sample(property.getValue(), depth + 1));
          }
        }
        yield object;
      }
      case "array" -> {
        ArrayNode array = JSON.arrayNode();
        if (depth < DEEPEST) {
          array.add(sample(schema.path("items"), depth + 1));
        }
        yield array;
      }
      case "integer", "number" -> JSON.numberNode(1);
      case "boolean" -> JSON.booleanNode(true);
      default -> text(schema.path("format").asText());
    };
  }

  private static TextNode text(String format) {
    return JSON.textNode(
        switch (format) {
          case "uri" -> "https://example.org/";
          case "date-time" -> "2026-01-01T00:00:00Z";
          case "date" -> "2026-01-01";
          case "duration" -> "PT1M";
          case "uuid" -> "00000000-0000-0000-0000-000000000000";
          default -> "nobody";
        });
  }

  private JsonNode resolved(JsonNode schema) {
    JsonNode current = schema;
    for (int i = 0; i < DEEPEST && current.has("$ref"); i++) {
      current = document.at(current.get("$ref").asText().substring(1));
    }
    for (String choice : List.of("allOf", "anyOf", "oneOf")) {
      for (JsonNode one : current.path(choice)) {
        if (!"null".equals(one.path("type").asText())) {
          return resolved(one);
        }
      }
    }
    return current;
  }

  /** OpenAPI 3.1 has lists of types. */
  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (!one.asText().equals("null")) {
          return one.asText();
        }
      }
    }
    return schema.has("properties") ? "object" : type.asText("string");
  }
}
