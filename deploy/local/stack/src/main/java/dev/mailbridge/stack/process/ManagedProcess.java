package dev.mailbridge.stack.process;

import dev.mailbridge.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One child process. When it ends by itself it is started again; when it does so at once, after
 * growing pauses, since what it needs may be coming back, and at last not any more.
 */
public final class ManagedProcess implements AutoCloseable {
  // A shell first: Ctrl-C reaches the terminal's whole process group, but the order of stopping is
  // ours. Java and most programs keep ignoring a signal that was ignored when they started.
  private static final List<String> WITHOUT_INTERRUPT =
      List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");
  private static final Duration EARLY = Duration.ofSeconds(5);
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Duration.ofSeconds(8));
  private static final Duration ASK_AGAIN = Duration.ofMillis(50);

  private final ProcessSpec spec;
  private final Watchdog watchdog;
  private final Consumer<String> notices;
  private Process process;
  private Instant startedAt;
  private boolean stopping;
  private boolean wasReady;
  private boolean killed;
  private boolean down;
  private int earlyEnds;

  /**
   * @param notices told in a sentence when the process ends by itself
   */
  public ManagedProcess(ProcessSpec spec, Watchdog watchdog, Consumer<String> notices) {
    this.spec = spec;
    this.watchdog = watchdog;
    this.notices = notices;
  }

  public String name() {
    return spec.name();
  }

  public synchronized long pid() {
    return process.pid();
  }

  public synchronized ManagedProcess start() {
    if (stopping) {
      return this;
    }
    List<String> command = new ArrayList<>(WITHOUT_INTERRUPT);
    command.addAll(spec.command());
    try {
      Files.createDirectories(spec.log().getParent());
      process =
          new ProcessBuilder(command)
              .directory(spec.directory().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()))
              .start();
      watchdog.watch(process.pid());
    } catch (IOException e) {
      throw new StackException("Can't start %s: %s".formatted(spec.name(), e.getMessage()), e);
    }
    startedAt = Instant.now();
    process.onExit().thenAccept(this::ended);
    return this;
  }

  /**
   * @throws StackException when it ends before, or isn't ready by then
   */
  public void awaitReady(Duration timeout) {
    Instant deadline = Instant.now().plus(timeout);
    while (!isReady()) {
      if (Instant.now().isAfter(deadline)) {
        throw new StackException(
            "%s was not ready after %d s: its log is %s"
                .formatted(spec.name(), timeout.toSeconds(), spec.log()));
      }
      waitOrFail();
    }
    synchronized (this) {
      wasReady = true;
    }
  }

  /** As after a power cut; it is started again like after any other end. */
  public synchronized CompletableFuture<?> kill() {
    killed = true;
    process.destroyForcibly();
    return process.onExit();
  }

  /** From now on its end is nothing to tell of, and it isn't started again. */
  public synchronized void expectEnd() {
    stopping = true;
  }

  @Override
  public void close() {
    Process last;
    synchronized (this) {
      stopping = true;
      last = process;
    }
    if (last == null) {
      return;
    }
    last.destroy();
    try {
      if (!last.waitFor(spec.grace().toSeconds(), TimeUnit.SECONDS)) {
        last.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      last.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private boolean isReady() {
    try {
      return spec.readiness().ready();
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while waiting for " + spec.name(), e);
    }
  }

  /** The process's end is noticed at once; between two questions there is a short pause. */
  private void waitOrFail() {
    Process current;
    synchronized (this) {
      current = process;
    }
    try {
      if (current.waitFor(ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS) && gaveUp()) {
        throw new StackException(
            "%s ended before it was ready (status %d). Its log %s ends with:%n%s"
                .formatted(spec.name(), current.exitValue(), spec.log(), lastLines()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while waiting for " + spec.name(), e);
    }
  }

  private synchronized boolean gaveUp() {
    return stopping || down;
  }

  private synchronized void ended(Process exited) {
    if (stopping || exited != process) {
      return;
    }
    boolean atOnce = !killed && Instant.now().isBefore(startedAt.plus(EARLY));
    killed = false;
    earlyEnds = atOnce ? earlyEnds + 1 : 0;
    if (!wasReady || earlyEnds > PAUSES.size()) {
      down = true;
      if (wasReady) {
        notices.accept(
            "%s ended again at once (status %d) and stays down; see %s"
                .formatted(spec.name(), exited.exitValue(), spec.log()));
      }
      return;
    }
    notices.accept(
        "%s ended (status %d) and is started again; see %s"
            .formatted(spec.name(), exited.exitValue(), spec.log()));
    if (earlyEnds == 0) {
      start();
    } else {
      long pause = PAUSES.get(earlyEnds - 1).toMillis();
      CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS).execute(this::start);
    }
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(spec.log());
      return String.join(
          System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    } catch (IOException e) {
      return "(the log can't be read: " + e.getMessage() + ")";
    }
  }
}
