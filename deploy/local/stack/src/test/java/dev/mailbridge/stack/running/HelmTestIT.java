package dev.mailbridge.stack.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mailbridge.stack.Checkout;
import dev.mailbridge.stack.client.SimulatedTenant;
import dev.mailbridge.stack.local.StackPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The chart's {@code helm test}, its script run against the stack as in a pod. */
class HelmTestIT {
  private static final Map<String, StackPort> SERVICES =
      Map.of(
          "config-service", StackPort.CONFIG_SERVICE,
          "token-service", StackPort.TOKEN_SERVICE,
          "imap-poller", StackPort.IMAP_POLLER,
          "smtp-sender", StackPort.SMTP_SENDER);
  private static final Path CHART = Checkout.home().resolve("deploy/helm");

  private record Output(int exit, String text) {}

  @AfterAll
  static void leave() {
    RunningStack.leave();
  }

  @Test
  void shouldSeeAMailLeaveAndComeIn() throws Exception {
    // Given
    Output helm = run(CHART.resolve("test").toString(), "--helm");
    assumeThat(helm.exit()).as(helm.text()).isNotEqualTo(77);
    RunningStack running = RunningStack.get();
    String script =
        script(helm.text().lines().reduce((first, second) -> second).orElseThrow())
            .replace(
                "/etc/mail-bridge/operator/key",
                running.settings.folder().operatorKey().toString());
    for (Map.Entry<String, StackPort> service : SERVICES.entrySet()) {
      script =
          script.replaceAll(
              "http://mb-mail-bridge-" + service.getKey() + ":\\d+",
              running.settings.ports().http(service.getValue()).toString());
    }

    // When
    Output smoke = run("sh", "-ec", script);

    // Then
    assertThat(smoke.exit()).as(smoke.text()).isZero();
    assertThat(smoke.text())
        .contains(
            "smtp-sender is ready and refuses strangers",
            "A mail parses",
            "A mail left",
            "A mail came in");
  }

  /** The command of the test's pod. */
  private static String script(String helm) throws Exception {
    Output rendered =
        run(
            helm,
            "template",
            "mb",
            CHART.resolve("mail-bridge").toString(),
            "-f",
            CHART.resolve("values/minimal.yaml").toString(),
            "--show-only",
            "templates/tests/smoke.yaml",
            "--set",
            "operatorKeySecret=operator,test.mailbox=helpdesk,test.address="
                + SimulatedTenant.HELPDESK);
    assertThat(rendered.exit()).as(rendered.text()).isZero();
    return rendered
        .text()
        .lines()
        .dropWhile(line -> !line.strip().equals("- |"))
        .skip(1)
        .takeWhile(line -> line.startsWith("          "))
        .map(String::strip)
        .collect(Collectors.joining("\n"));
  }

  private static Output run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of("timeout", "120"), Stream.of(command)).toList())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).as(List.of(command).toString()).isTrue();
    return new Output(process.exitValue(), text);
  }
}
