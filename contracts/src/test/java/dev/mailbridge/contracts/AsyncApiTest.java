package dev.mailbridge.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document says what the code does: the same topics, the same types. */
class AsyncApiTest {
  private static JsonNode document;

  @BeforeAll
  static void read() throws IOException {
    document =
        new YAMLMapper().readTree(PublishedTypes.RESOURCES.resolve("asyncapi.yaml").toFile());
  }

  @Test
  void shouldHaveEveryTopic() {
    // Given
    ProjectId project = ProjectId.of("project");
    Stream<String> perProject =
        Stream.of(
            Topics.incoming(project),
            Topics.outgoing(project),
            Topics.delivery(project),
            Topics.users(project));

    // When
    Set<String> topics =
        document
            .path("channels")
            .valueStream()
            .map(channel -> channel.path("address").asText().replace("{project}", "project"))
            .collect(Collectors.toSet());

    // Then
    assertThat(topics)
        .isEqualTo(Stream.concat(sharedTopics(), perProject).collect(Collectors.toSet()));
  }

  @Test
  void shouldHaveEveryTypeWithItsSchema() {
    List<JsonNode> messages = document.at("/components/messages").valueStream().toList();

    assertThat(messages.stream().map(message -> message.path("name").asText()))
        .containsExactlyInAnyOrderElementsOf(
            PublishedTypes.ALL.stream().map(PublishedTypes::typeName).toList());
    for (JsonNode message : messages) {
      String name = message.path("name").asText().substring("dev.mailbridge.".length());
      assertThat(message.at("/payload/schema/$ref").asText()).isEqualTo("./schema/%s.json", name);
    }
  }

  @Test
  void shouldHaveNoReferenceIntoTheVoid() {
    List<String> references =
        document.findValues("$ref").stream().map(JsonNode::asText).distinct().toList();

    assertThat(references).hasSizeGreaterThan(20);
    for (String reference : references) {
      boolean exists =
          reference.startsWith("#")
              ? !document.at(reference.substring(1)).isMissingNode()
              : Files.exists(PublishedTypes.RESOURCES.resolve(reference));
      assertThat(exists).as(reference).isTrue();
    }
  }

  @Test
  void shouldHaveAnOperationForEachChannel() {
    Set<String> used =
        document
            .path("operations")
            .valueStream()
            .map(operation -> operation.at("/channel/$ref").asText())
            .collect(Collectors.toSet());

    assertThat(used).hasSameSizeAs(document.path("channels"));
  }

  private static Stream<String> sharedTopics() {
    return Arrays.stream(Topics.class.getFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .map(
            field -> {
              try {
                return (String) field.get(null);
              } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
              }
            });
  }
}
