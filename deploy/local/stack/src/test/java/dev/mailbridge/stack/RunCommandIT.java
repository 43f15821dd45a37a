package dev.mailbridge.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.stack.client.Administrator;
import dev.mailbridge.stack.client.SimulatedTenant;
import dev.mailbridge.stack.local.StackFolder;
import dev.mailbridge.stack.local.StackPort;
import dev.mailbridge.stack.local.StackPorts;
import dev.mailbridge.stack.local.StackSettings;
import dev.mailbridge.stack.local.StartUp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./run} does in a terminal, but for the building. */
class RunCommandIT {
  private static final Duration START = Duration.ofMinutes(4);

  private final StackPorts ports = StackPorts.free();
  private final List<Process> started = new ArrayList<>();
  @TempDir private Path folder;

  @AfterEach
  void end() {
    started.forEach(Process::destroy);
  }

  @Test
  void shouldRunOnceStopOnInterruptAndKeepItsState() throws Exception {
    // Given
    Path state = folder.resolve("state");
    Process first = run("first", state);
    awaitReady("first", first);

    // When // Then
    Process second = run("second", state);
    assertThat(exit(second)).isEqualTo(1);
    assertThat(output("second")).contains("already runs", "Ctrl-C", Long.toString(first.pid()));

    Process elsewhere = run("elsewhere", folder.resolve("other"));
    assertThat(exit(elsewhere)).isEqualTo(1);
    assertThat(output("elsewhere"))
        .contains(
            "Port %d".formatted(ports.of(StackPort.CONFIG_SERVICE)), "./run --config-port=PORT");

    Administrator administrator = Administrator.of(settings(state));
    administrator.addMailbox(SimulatedTenant.helpdesk(ports, null));

    // When
    List<ProcessHandle> children = first.descendants().toList();
    assertThat(children).hasSizeGreaterThan(7);
    interrupt(first);

    // Then
    assertThat(exit(first)).isEqualTo(130);
    assertThat(output("first")).endsWith("Stopped.\n");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));

    // When
    Process again = run("again", state, "--without-simulator");
    awaitReady("again", again);

    // Then
    assertThat(administrator.hasMailbox(SimulatedTenant.helpdesk(ports, null).id())).isTrue();
    assertThat(output("again")).doesNotContain("Simulated");
    assertThat(listens(StackPort.SIMULATOR)).isFalse();
    interrupt(again);
    assertThat(exit(again)).isEqualTo(130);

    // When
    assertThat(exit(run("reset", state, "reset"))).isZero();

    // Then
    assertThat(state).doesNotExist();
  }

  private Process run(String name, Path state, String... more) throws IOException {
    Path target = Checkout.home().resolve("deploy/local/stack/target");
    // What runs in the background of a script inherits that interrupts are ignored.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dmail-bridge.home=" + Checkout.home());
    command.addAll(
        List.of(
            "-cp",
            target.resolve("classes") + ":" + Files.readString(target.resolve("run.classpath")),
            "dev.mailbridge.stack.Main",
            "--folder=" + state));
    for (StackPort port : StackPort.values()) {
      command.add(port.option() + "=" + ports.of(port));
    }
    command.addAll(Stream.of(more).toList());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name).toFile())
            .start();
    started.add(process);
    return process;
  }

  private void awaitReady(String name, Process process) {
    await()
        .atMost(START)
        .failFast("it ended", () -> !process.isAlive())
        .until(() -> output(name).contains("Ctrl-C stops everything"));
  }

  private String output(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private static int exit(Process process) throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** As Ctrl-C does. */
  private static void interrupt(Process process) throws Exception {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  private boolean listens(StackPort port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.of(port))) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private StackSettings settings(Path state) {
    return new StackSettings(
        Checkout.home(),
        new StackFolder(state),
        ports,
        true,
        StartUp.CACHED,
        START,
        List.of(),
        Map.of());
  }
}
