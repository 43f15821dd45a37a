package dev.mailbridge.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SimulatorDifferencesTest extends ExchangeDifferencesContract {
  private static final Path DOCUMENT = Path.of("..", "docs", "simulator-differences.md");
  private static Simulator simulator;

  @BeforeAll
  static void start() {
    simulator = Simulator.start(SimulatorConfig.onFreePorts());
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @Override
  protected MailServers servers() {
    return new SimulatorServers(simulator);
  }

  @Test
  void shouldNameEachDifferenceWithItsReasonWhenTheDocumentIsRead() throws IOException {
    // Given
    List<String[]> rows =
        Files.readAllLines(DOCUMENT).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(2, line.length() - 2).split(" \\| "))
            .toList();

    // Then
    assertThat(rows)
        .extracting(row -> row[0])
        .containsExactlyElementsOf(
            Arrays.stream(Difference.values()).map(one -> '`' + one.slug() + '`').toList());
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row).hasSize(4);
              assertThat(row[3]).as(row[0]).hasSizeGreaterThan(20);
            });
  }
}
