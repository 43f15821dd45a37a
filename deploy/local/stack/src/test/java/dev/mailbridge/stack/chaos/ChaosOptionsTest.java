package dev.mailbridge.stack.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailbridge.stack.StackException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChaosOptionsTest {
  @Test
  void shouldRunEachSeedWhenRangeIsGiven() {
    // Given // When
    ChaosOptions options = parse("--seeds 3-25 --seconds 30");
    // Then
    assertThat(options.first()).isEqualTo(3);
    assertThat(options.last()).isEqualTo(25);
    assertThat(options.seconds()).isEqualTo(30);
  }

  @Test
  void shouldRunOnceWhenNothingIsGiven() {
    ChaosOptions options = ChaosOptions.parse(new String[0]);
    assertThat(options.last()).isEqualTo(options.first());
    assertThat(options.seconds()).isEqualTo(90);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--seeds 5", "--seeds 9-3", "--seconds soon", "--seconds 0", "--seed", "--sed 1"})
  void shouldSayWhereToLookWhenNotUnderstood(String line) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("./chaos --help");
  }

  private static ChaosOptions parse(String line) {
    return ChaosOptions.parse(line.split(" "));
  }
}
