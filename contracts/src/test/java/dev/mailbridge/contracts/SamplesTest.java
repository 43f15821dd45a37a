package dev.mailbridge.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample that was ever published stays readable: samples are added, never changed. */
class SamplesTest {
  static Stream<Arguments> samples() {
    return PublishedTypes.ALL.stream()
        .flatMap(type -> PublishedTypes.samples(type).stream().map(file -> arguments(type, file)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldBeValidAndKeepEveryFieldWhenReadAndWrittenBack(
      Class<? extends Record> type, Path sample) throws IOException {
    // Given
    JsonNode original = PublishedTypes.json(sample);
    assertThat(PublishedTypes.schema(type).validate(original)).isEmpty();

    // When
    Record event = ContractJson.read(Files.readAllBytes(sample), type);
    JsonNode written = ContractJson.mapper().readTree(ContractJson.write(event));

    // Then
    assertThat(PublishedTypes.schema(type).validate(written)).isEmpty();
    assertKept(original, written, "");
    assertThat(ContractJson.read(ContractJson.write(event), type)).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldReadTheSameWhenItHasFieldsThatNobodyKnows(Class<? extends Record> type, Path sample) {
    // Given
    ObjectNode withMore = (ObjectNode) PublishedTypes.json(sample);
    Record known = ContractJson.read(withMore.toString().getBytes(), type);
    addUnknown(withMore);

    // When
    Record read = ContractJson.read(withMore.toString().getBytes(), type);

    // Then
    assertThat(read).isEqualTo(known);
    assertThat(PublishedTypes.schema(type).validate(withMore)).isEmpty();
  }

  @Test
  void shouldHaveSeveralOfEachType() {
    for (Class<? extends Record> type : PublishedTypes.ALL) {
      assertThat(PublishedTypes.samples(type)).as(type.getSimpleName()).hasSizeGreaterThan(1);
    }
  }

  @Test
  void shouldHaveNoFolderWithoutAType() throws IOException {
    try (Stream<Path> folders = Files.list(PublishedTypes.RESOURCES.resolve("samples"))) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              PublishedTypes.ALL.stream().map(PublishedTypes::shortName).toList());
    }
  }

  /** What is written may say more (nulls and empty lists where a field was absent), never less. */
  private static void assertKept(JsonNode original, JsonNode written, String path) {
    if (original.isObject()) {
      original
          .properties()
          .forEach(
              field ->
                  assertKept(
                      field.getValue(), written.path(field.getKey()), path + "/" + field.getKey()));
    } else if (original.isArray()) {
      assertThat(written.size()).as(path).isEqualTo(original.size());
      for (int i = 0; i < original.size(); i++) {
        assertKept(original.get(i), written.get(i), path + "/" + i);
      }
    } else {
      assertThat(written).as(path).isEqualTo(original);
    }
  }

  /** In objects with a fixed set of fields; a map's keys are data. */
  private static void addUnknown(ObjectNode object) {
    object.put("ofTheNextVersion", "x");
    object
        .properties()
        .forEach(
            field -> {
              if (field.getValue() instanceof ObjectNode nested
                  && !field.getKey().equals("fields")
                  && !field.getKey().equals("headers")
                  && !field.getKey().equals("figures")) {
                addUnknown(nested);
              }
            });
  }
}
