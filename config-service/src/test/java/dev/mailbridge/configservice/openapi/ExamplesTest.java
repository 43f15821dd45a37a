package dev.mailbridge.configservice.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
class ExamplesTest {
  @Test
  void shouldShowAnExampleThatFitsWhereverSomethingIsSentOrAnswered() {
    // When
    JsonNode document =
        ContractJson.read(
            given()
                .auth()
                .preemptive()
                .basic("admin", ConfigServiceTestResource.PASSWORD)
                .get("/q/openapi?format=json")
                .asByteArray(),
            JsonNode.class);

    // Then
    List<String> flaws = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          String name = operation.getKey() + " " + path.getKey();
                          look(document, name, operation.getValue().path("requestBody"), flaws);
                          operation.getValue().path("responses").properties().stream()
                              .filter(response -> response.getKey().startsWith("2"))
                              .forEach(
                                  response -> look(document, name, response.getValue(), flaws));
                        }));
    assertThat(document.path("paths")).hasSizeGreaterThan(30);
    assertThat(flaws).isEmpty();
  }

  private static void look(JsonNode document, String where, JsonNode body, List<String> flaws) {
    body.path("content")
        .properties()
        .forEach(
            content -> {
              JsonNode example = content.getValue().path("example");
              if (example.isMissingNode()) {
                flaws.add(where + ": no example of " + content.getKey());
              } else if (content.getKey().contains("json")) {
                fit(document, where, content.getValue().path("schema"), example, flaws);
              }
            });
  }

  /** Every field of the example is one of the schema's. */
  private static void fit(
      JsonNode document, String where, JsonNode schema, JsonNode example, List<String> flaws) {
    JsonNode plain = schema;
    while (plain.has("$ref")) {
      if (plain.path("$ref").asText().endsWith("/JsonNode")) {
        // Passed on as it is.
        return;
      }
      plain = document.at(plain.path("$ref").asText().substring(1));
    }
    if (example.isArray()) {
      for (JsonNode one : example) {
        fit(document, where, plain.path("items"), one, flaws);
      }
      return;
    }
    JsonNode properties = plain.path("properties");
    if (!example.isObject() || properties.isEmpty()) {
      return;
    }
    example
        .properties()
        .forEach(
            field -> {
              if (properties.has(field.getKey())) {
                fit(document, where, properties.path(field.getKey()), field.getValue(), flaws);
              } else {
                flaws.add(where + ": the schema has no " + field.getKey());
              }
            });
  }
}
