package dev.mailbridge.stack.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import dev.mailbridge.stack.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The alert rules as promtool evaluates them, over what the services really export. */
final class AlertRules {
  private static final Path FOLDER = Checkout.home().resolve("deploy/observability");
  private static final Path RULES = FOLDER.resolve("rules/mail-bridge.yaml");
  private static final Pattern NAME =
      Pattern.compile("\\b((?:mail_bridge|mail_sender|http_server|jvm|process)_\\w+)");

  private AlertRules() {}

  /** Skips the test where promtool isn't there. */
  static void requirePromtool() {
    assumeThatCode(() -> new ProcessBuilder("promtool", "--version").start().waitFor())
        .as("promtool is not installed (Debian: apt-get install prometheus)")
        .doesNotThrowAnyException();
  }

  /** The services' metrics that rules and dashboards ask for. */
  static Set<String> metrics() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file :
          files.filter(f -> f.toString().matches(".*\\.json|.*mail-bridge\\.yaml")).toList()) {
        NAME.matcher(Files.readString(file)).results().forEach(m -> names.add(m.group(1)));
      }
    }
    return names;
  }

  /** Fails unless exactly these alerts fire after the services said the same for two hours. */
  static void requireFiring(String scraped, Set<String> alerts) throws Exception {
    String series =
        scraped
            .lines()
            .filter(line -> line.startsWith("mail_"))
            .map(AlertRules::constant)
            .collect(Collectors.joining());
    String expected =
        alerts.stream()
            .map(alert -> "    - labels: '{alertname=\"%s\"}'%n      value: 1%n".formatted(alert))
            .collect(Collectors.joining());
    Path file = Files.createTempFile("alerts", ".yaml");
    Files.writeString(
        file,
        """
        rule_files:
        - %s
        evaluation_interval: 1m
        tests:
        - interval: 1m
          input_series:
        %s  promql_expr_test:
          - expr: 'group by (alertname) (ALERTS{alertstate="firing"})'
            eval_time: 2h
            exp_samples:
        %s\
        """
            .formatted(RULES, series, expected));
    Process promtool =
        new ProcessBuilder(List.of("promtool", "test", "rules", file.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor()).as(said + series).isZero();
    Files.delete(file);
  }

  private static String constant(String line) {
    int space = line.lastIndexOf(' ');
    return "  - series: '%s'%n    values: '%sx130'%n"
        .formatted(line.substring(0, space), line.substring(space + 1));
  }
}
