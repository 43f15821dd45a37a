package dev.mailbridge.stack.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsHuntTest {
  private static final String SECRET = "b3-ütterly+secret/0";
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "u", "us", "use"})
  void shouldFindSecretWhereverItStandsInBase64(String before) throws IOException {
    // Given
    byte[] text = (before + SECRET + "\u0001\u0001").getBytes(StandardCharsets.UTF_8);
    write("log " + Base64.getEncoder().encodeToString(text) + "\n");
    // When // Then
    assertThat(hunt()).singleElement().asString().contains("the key", "part.log");
    write(Base64.getUrlEncoder().withoutPadding().encodeToString(text));
    assertThat(hunt()).hasSize(1);
  }

  @Test
  void shouldFindSecretWhenPlainOrInHex() throws IOException {
    write("a " + SECRET + " b");
    assertThat(hunt()).hasSize(1);
    write(HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.UTF_8)));
    assertThat(hunt()).hasSize(1);
  }

  @Test
  void shouldNotShowSecretAndFindNothingWhenNothingIsThere() throws IOException {
    write("a " + SECRET + " b");
    assertThat(hunt().toString()).doesNotContain(SECRET);
    write("nothing");
    assertThat(hunt()).isEmpty();
  }

  @Test
  void shouldFindSecretWhereverItStandsInLargeFile() throws IOException {
    // Given
    int chunk = 4 << 20;
    for (int before : List.of(chunk - 5, chunk, 2 * chunk - 1)) {
      // When
      write("x".repeat(before) + SECRET + "y");
      // Then
      assertThat(hunt()).as("after %d", before).hasSize(1);
    }
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("part.log"), text);
  }

  private List<String> hunt() throws IOException {
    return SecretsHunt.in(folder, new Needles(Map.of("the key", SECRET)));
  }
}
