package dev.mailbridge.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailbridge.stack.local.StackPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static final Path HOME = Path.of("/checkout");

  @Test
  void shouldStartWithSimulatorInDotLocalWhenNothingIsSaid() {
    assertThat(parse()).isEqualTo(new Command.Start(Path.of("/checkout/.local"), Map.of(), true));
  }

  @Test
  void shouldTakeOptionsInAnyOrder() {
    assertThat(parse("--kafka-port=4000", "start", "--without-simulator", "--folder=/state"))
        .isEqualTo(new Command.Start(Path.of("/state"), Map.of(StackPort.KAFKA, 4000), false));
  }

  @ParameterizedTest
  @EnumSource
  void shouldMoveEveryPort(StackPort port) {
    assertThat(parse(port.option() + "=1234"))
        .isEqualTo(new Command.Start(Path.of("/checkout/.local"), Map.of(port, 1234), true));
  }

  @Test
  void shouldKnowTheOtherCommands() {
    assertThat(parse("smoke")).isEqualTo(new Command.Smoke());
    assertThat(parse("reset")).isEqualTo(new Command.Reset(Path.of("/checkout/.local")));
    assertThat(parse("--help")).isEqualTo(new Command.Help());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--kafka-port", "--kafka-port=", "--kafka-port=many", "--kafka-port=0"})
  void shouldSayWhatIsWrongWhenPortIsNoPort(String argument) {
    assertThatThrownBy(() -> parse(argument))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("--kafka-port");
  }

  @Test
  void shouldPointAtHelpWhenArgumentIsUnknown() {
    assertThatThrownBy(() -> parse("dance"))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("./run --help");
  }

  private static Command parse(String... arguments) {
    return CommandLine.parse(List.of(arguments), HOME);
  }
}
