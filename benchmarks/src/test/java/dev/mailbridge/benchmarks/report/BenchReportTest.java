package dev.mailbridge.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {
  @TempDir private Path folder;

  @Test
  void shouldSayWhatWasMissedWhenAFigureIsOnTheWrongSideOfItsGoal() throws IOException {
    // Given
    Path file = folder.resolve("figures.json");
    BenchReport report =
        new BenchReport("parse", BenchOptions.parse("--json", file.toString(), "--rounds", "5"));

    // When
    report.figure("mails_per_second", 99.5).atLeast(100).peer("mime4j", 120);
    report.figure("ready_ms", 4).atMost(5);
    report.figure("seconds", Double.NaN).atMost(5);
    int status = report.finish();

    // Then
    assertThat(status).isEqualTo(1);
    assertThat(report.table())
        .containsPattern("mails_per_second +99\\.50 +at least 100 +mime4j 120")
        .contains("Missed: mails_per_second, seconds.");
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.path("missed").valueStream().map(JsonNode::asText))
        .containsExactly("mails_per_second", "seconds");
    assertThat(json.path("figures").path("ready_ms").asDouble()).isEqualTo(4);
    assertThat(json.path("peers").path("mime4j").path("mails_per_second").asDouble())
        .isEqualTo(120);
    assertThat(json.path("goals").path("mails_per_second").asDouble()).isEqualTo(100);
  }

  @Test
  void shouldCountMediansAndPercentiles() {
    assertThat(BenchReport.median(9, 1, 5)).isEqualTo(5);
    assertThat(BenchReport.median(4, 1, 2, 9)).isEqualTo(3);
    assertThat(BenchReport.percentile(0.99, 1, 2, 3)).isEqualTo(3);
    assertThat(BenchReport.percentile(0.5, 1, 2, 3, 4)).isEqualTo(2);
  }

  @Test
  void shouldSayWhatIsWrongWithACommandLine() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BenchOptions.parse("--json"))
        .withMessageContaining("--json needs a value");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BenchOptions.parse("--rounds", "many").rounds())
        .withMessageContaining("--rounds needs a whole number, not many");
  }
}
