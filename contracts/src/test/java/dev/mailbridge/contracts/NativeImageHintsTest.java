package dev.mailbridge.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Jackson finds records by reflection, which a native image allows only to listed types. */
class NativeImageHintsTest {
  private static final Path HINTS =
      Path.of(
          "src/main/resources/META-INF/native-image/dev.mailbridge/contracts/reachability-metadata.json");

  @Test
  void shouldListEveryRecordAndEnumThatIsWrittenAsJson() throws IOException {
    // Given
    Set<String> listed =
        PublishedTypes.json(HINTS)
            .path("reflection")
            .valueStream()
            .map(type -> type.path("type").asText())
            .collect(Collectors.toSet());

    // When
    Set<String> written =
        classes()
            .filter(type -> type.isRecord() || type.isEnum())
            .filter(type -> type != MacKey.class)
            .map(Class::getName)
            .collect(Collectors.toSet());

    // Then
    assertThat(listed).isEqualTo(written);
  }

  @Test
  void shouldNameResourcesThatAreThere() {
    for (JsonNode resource : PublishedTypes.json(HINTS).path("resources")) {
      Path folder = Path.of("src/main/resources", resource.path("glob").asText()).getParent();
      assertThat(folder).isDirectory();
    }
  }

  private static Stream<Class<?>> classes() throws IOException {
    Path folder = Path.of("target/classes/dev/mailbridge/contracts");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
          .<Class<?>>map(NativeImageHintsTest::load)
          .toList()
          .stream();
    }
  }

  private static Class<?> load(String file) {
    try {
      return Class.forName("dev.mailbridge.contracts." + file.replace(".class", ""));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
