package dev.mailbridge.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private final Queue<String> notices = new ConcurrentLinkedQueue<>();
  @TempDir private Path folder;
  private Watchdog watchdog;

  @BeforeEach
  void start() throws IOException {
    watchdog = new Watchdog();
  }

  @AfterEach
  void stop() {
    watchdog.close();
  }

  @Test
  void shouldTellStatusAndLogWhenItEndsBeforeItIsReady() {
    // Given
    ManagedProcess process = process("echo went wrong; exit 3", () -> false);
    // When // Then
    assertThatThrownBy(() -> process.start().awaitReady(SOON))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("status 3")
        .hasMessageContaining("went wrong");
  }

  @Test
  void shouldStartAgainWhenKilled() {
    // Given
    try (ManagedProcess process = process("exec sleep 100", () -> true)) {
      process.start().awaitReady(SOON);
      long first = process.pid();
      // When
      process.kill().join();
      // Then
      await().atMost(SOON).until(() -> process.pid() != first);
      assertThat(notices).singleElement().asString().contains("is started again");
    }
  }

  @Test
  void shouldTryAgainWhenItEndsAtOnceUntilWhatItNeedsIsBack() throws IOException {
    // Given
    Path missing = folder.resolve("missing");
    try (ManagedProcess process =
        process("[ -e %s ] && exit 1; exec sleep 100".formatted(missing), () -> true)) {
      process.start().awaitReady(SOON);
      Files.createFile(missing);
      process.kill().join();
      await().atMost(SOON).until(() -> notices.size() >= 2);
      // When
      Files.delete(missing);
      // Then
      await()
          .atMost(SOON)
          .during(Duration.ofSeconds(1))
          .until(() -> ProcessHandle.of(process.pid()).filter(ProcessHandle::isAlive).isPresent());
    }
  }

  @Test
  void shouldStayDownWhenClosed() {
    // Given
    ManagedProcess process = process("exec sleep 100", () -> true);
    process.start().awaitReady(SOON);
    // When
    process.close();
    // Then
    assertThat(ProcessHandle.of(process.pid())).isEmpty();
    assertThat(notices).isEmpty();
  }

  @Test
  void shouldIgnoreInterruptOfTheTerminal() throws Exception {
    // Given
    Path sign = folder.resolve("sign-of-life");
    try (ManagedProcess process =
        process(
            "while :; do touch %s; sleep 0.05; done".formatted(sign), () -> Files.exists(sign))) {
      process.start().awaitReady(SOON);
      // When
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      Files.delete(sign);
      // Then
      await().atMost(SOON).until(() -> Files.exists(sign));
    }
  }

  private ManagedProcess process(String script, Readiness readiness) {
    ProcessSpec spec =
        new ProcessSpec(
            "part",
            List.of("sh", "-c", script),
            folder,
            folder.resolve("part.log"),
            readiness,
            Duration.ofSeconds(15));
    return new ManagedProcess(spec, watchdog, notices::add);
  }
}
