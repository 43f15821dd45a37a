package dev.mailbridge.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alert rules fire on their faults, each with a runbook; dashboards ask what can be answered. */
class ObservabilityTest {
  private static final Path ROOT = Path.of("../../..").toAbsolutePath().normalize();
  private static final Path FOLDER = ROOT.resolve("deploy/observability");
  private static final YAMLMapper YAML = new YAMLMapper();
  @TempDir private Path folder;

  @Test
  void shouldFireEachAlertOnItsFaultAndNoOther() throws Exception {
    // Given
    Set<String> alerts =
        rules().stream().map(rule -> rule.path("alert").asText()).collect(Collectors.toSet());
    Set<String> tested =
        YAML.readTree(FOLDER.resolve("rules/mail-bridge.test.yaml").toFile())
            .path("tests")
            .valueStream()
            .map(test -> test.path("name").asText())
            .collect(Collectors.toSet());
    assertThat(tested).isEqualTo(alerts);

    // When
    HelmChart.Output output = promtool("test", "rules", "mail-bridge.test.yaml");

    // Then
    assertThat(output.exit()).as(output.out()).isZero();
  }

  @Test
  void shouldHaveARunbookForEachAlertAndNoOthers() throws IOException {
    Set<String> named = new TreeSet<>();
    for (JsonNode rule : rules()) {
      assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
      assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
      named.add(rule.at("/annotations/runbook_url").asText());
    }
    try (Stream<Path> runbooks = Files.list(ROOT.resolve("docs/runbooks"))) {
      assertThat(runbooks.map(file -> "docs/runbooks/" + file.getFileName()))
          .containsExactlyInAnyOrderElementsOf(named);
    }
  }

  @Test
  void shouldHaveDashboardsWhosePanelsCanBeAsked() throws Exception {
    // Given
    List<JsonNode> dashboards = dashboards();
    assertThat(dashboards.stream().map(board -> board.path("uid").asText()))
        .hasSize(4)
        .doesNotHaveDuplicates();
    StringBuilder rules = new StringBuilder("groups:\n- name: panels\n  rules:\n");
    int number = 0;
    for (String expression : expressions()) {
      rules
          .append("  - record: panel_")
          .append(number++)
          .append("\n    expr: ")
          .append(YAML.writeValueAsString(expression).replace("---", "").strip())
          .append('\n');
    }
    Path file = Files.writeString(folder.resolve("panels.yaml"), rules);

    // When
    HelmChart.Output output = promtool("check", "rules", "--lint=none", file.toString());

    // Then
    assertThat(output.exit()).as(output.out()).isZero();
    assertThat(output.out()).contains(number + " rules found");
  }

  private static List<JsonNode> rules() throws IOException {
    return YAML.readTree(FOLDER.resolve("rules/mail-bridge.yaml").toFile())
        .path("groups")
        .valueStream()
        .flatMap(group -> group.path("rules").valueStream())
        .toList();
  }

  private static List<JsonNode> dashboards() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve("dashboards"))) {
      return files.sorted().map(ObservabilityTest::read).toList();
    }
  }

  private static List<String> expressions() throws IOException {
    List<String> expressions = new ArrayList<>();
    rules().forEach(rule -> expressions.add(rule.path("expr").asText()));
    for (JsonNode board : dashboards()) {
      board.findValues("expr").forEach(expression -> expressions.add(expression.asText()));
    }
    return expressions.stream().map(text -> text.replace("$__rate_interval", "5m")).toList();
  }

  private static JsonNode read(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HelmChart.Output promtool(String... arguments) throws Exception {
    Process process;
    try {
      process =
          new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList())
              .directory(FOLDER.resolve("rules").toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeTrue(
          false,
          "Skipped: promtool is not installed (Debian: apt-get install prometheus). "
              + e.getMessage().toLowerCase(Locale.ROOT));
      throw e;
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new HelmChart.Output(process.waitFor(), out);
  }
}
