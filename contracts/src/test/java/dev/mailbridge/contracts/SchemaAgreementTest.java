package dev.mailbridge.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A record and its schema say the same: the same fields, of the same types, at every depth. */
class SchemaAgreementTest {
  static List<Class<? extends Record>> types() {
    return PublishedTypes.ALL;
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldHaveTheFieldsOfTheRecord(Class<? extends Record> type) {
    JsonNode document = PublishedTypes.schemaDocument(type);
    assertRecord(document, document, type, type.getSimpleName());
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldBeNamedAsTheType(Class<? extends Record> type) {
    assertThat(PublishedTypes.schemaDocument(type).path("$id").asText())
        .isEqualTo("urn:dev.mailbridge:schema:" + PublishedTypes.shortName(type));
    assertThat(PublishedTypes.schemaDocument(type).path("description").asText())
        .contains(PublishedTypes.typeName(type));
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldRefuseASampleWhenARequiredFieldIsMissing(Class<? extends Record> type) {
    ObjectNode sample = (ObjectNode) PublishedTypes.json(PublishedTypes.samples(type).getFirst());
    for (JsonNode required : PublishedTypes.schemaDocument(type).path("required")) {
      ObjectNode without = sample.deepCopy().without(required.asText());
      assertThat(PublishedTypes.schema(type).validate(without))
          .as("without " + required)
          .isNotEmpty();
    }
  }

  @Test
  void shouldDefineATypeTheSameWayWhenSeveralSchemasUseIt() {
    Map<String, JsonNode> definitions = new HashMap<>();
    for (Class<? extends Record> type : types()) {
      PublishedTypes.schemaDocument(type)
          .path("$defs")
          .properties()
          .forEach(
              entry -> {
                JsonNode first = definitions.putIfAbsent(entry.getKey(), entry.getValue());
                assertThat(first == null || first.equals(entry.getValue()))
                    .as(entry.getKey() + " in " + type.getSimpleName())
                    .isTrue();
              });
    }
  }

  private static void assertRecord(JsonNode document, JsonNode schema, Class<?> type, String path) {
    RecordComponent[] components = type.getRecordComponents();
    Set<String> names =
        Arrays.stream(components)
            .map(RecordComponent::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> properties = new TreeSet<>();
    schema.path("properties").fieldNames().forEachRemaining(properties::add);
    assertThat(properties).as(path).isEqualTo(names);
    for (RecordComponent component : components) {
      assertType(
          document,
          schema.path("properties").path(component.getName()),
          component.getGenericType(),
          path + "." + component.getName());
    }
  }

  private static void assertType(JsonNode document, JsonNode given, Type type, String path) {
    JsonNode schema = resolve(document, given);
    switch (type) {
      case ParameterizedType list when list.getRawType() == List.class -> {
        assertThat(kinds(schema)).as(path).contains("array");
        assertType(document, schema.path("items"), list.getActualTypeArguments()[0], path + "[]");
      }
      case ParameterizedType map when map.getRawType() == Map.class -> {
        assertThat(kinds(schema)).as(path).contains("object");
        assertType(
            document,
            schema.path("additionalProperties"),
            map.getActualTypeArguments()[1],
            path + "{}");
      }
      case Class<?> plain -> assertPlain(document, schema, plain, path);
      default -> throw new AssertionError(path + " has an unexpected type " + type);
    }
  }

  private static void assertPlain(JsonNode document, JsonNode schema, Class<?> type, String path) {
    if (type.isEnum()) {
      assertThat(values(schema.path("enum"))).as(path).containsAll(jsonNames(type));
      assertThat(jsonNames(type)).as(path).containsAll(values(schema.path("enum")));
    } else if (type.isRecord() && !isValue(type)) {
      assertThat(kinds(schema)).as(path).contains("object");
      assertRecord(document, schema, type, path);
    } else {
      assertThat(kinds(schema)).as(path).contains(kind(type));
      if (type == Instant.class) {
        assertThat(schema.path("format").asText()).as(path).isEqualTo("date-time");
      }
      if (type.isPrimitive()) {
        assertThat(kinds(schema)).as(path + " is never null").doesNotContain("null");
      }
    }
  }

  private static String kind(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "long", "int", "Long", "Integer" -> "integer";
      case "boolean", "Boolean" -> "boolean";
      case "Double" -> "number";
      default -> {
        assertThat(
                isValue(type) || Set.of(String.class, Instant.class, Duration.class).contains(type))
            .as(type.getName())
            .isTrue();
        yield "string";
      }
    };
  }

  private static boolean isValue(Class<?> type) {
    return type.isRecord()
        && Arrays.stream(type.getRecordComponents())
            .anyMatch(component -> component.getAccessor().isAnnotationPresent(JsonValue.class));
  }

  private static List<String> jsonNames(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> ContractJson.mapper().valueToTree(constant).asText())
        .toList();
  }

  private static JsonNode resolve(JsonNode document, JsonNode schema) {
    JsonNode reference = schema.has("anyOf") ? schema.path("anyOf").path(0) : schema;
    return reference.has("$ref")
        ? resolve(document, document.at(reference.path("$ref").asText().substring(1)))
        : reference;
  }

  private static Set<String> kinds(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray() ? values(type) : Set.of(type.asText());
  }

  private static Set<String> values(JsonNode array) {
    Stream<JsonNode> nodes = StreamSupport.stream(array.spliterator(), false);
    return nodes.filter(node -> !node.isNull()).map(JsonNode::asText).collect(Collectors.toSet());
  }
}
