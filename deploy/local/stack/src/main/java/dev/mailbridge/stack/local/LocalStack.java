package dev.mailbridge.stack.local;

import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.process.ManagedProcess;
import dev.mailbridge.stack.process.ProcessSpec;
import dev.mailbridge.stack.process.Watchdog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The running stack. What others need starts first (Kafka, PostgreSQL, the simulator), each group
 * at the same time; stopping goes the other way.
 */
public final class LocalStack implements AutoCloseable {
  private final StackSettings settings;
  private final Consumer<String> notices;
  private final Map<String, ManagedProcess> processes = new LinkedHashMap<>();
  private final List<AutoCloseable> ground = new ArrayList<>();
  private StackLock lock;
  private Watchdog watchdog;
  private boolean closed;

  /**
   * @param notices told in a sentence when a process ends by itself
   */
  public LocalStack(StackSettings settings, Consumer<String> notices) {
    this.settings = settings;
    this.notices = notices;
  }

  public StackSettings settings() {
    return settings;
  }

  /**
   * Returns when all parts are ready.
   *
   * @throws StackException naming the first part that isn't; then {@link #close()} ends the others
   */
  public void start() throws IOException {
    lock = StackLock.take(settings.folder());
    settings.ports().requireFree(settings.withSimulator());
    settings.folder().prepare();
    notices.accept("Starting …");
    watchdog = new Watchdog();
    Programs programs = new Programs(settings);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Runnable> first = new ArrayList<>();
      first.add(
          () -> {
            startAndAwait(programs.broker());
            LocalTopics.create("localhost:" + settings.ports().of(StackPort.KAFKA));
          });
      first.add(() -> keep(PostgresServer.start(settings, watchdog)));
      if (settings.withSimulator()) {
        first.add(() -> startAndAwait(programs.simulator()));
      }
      all(executor, first);
      all(
          executor,
          List.of(
              () -> startAndAwait(programs.service("token-service", StackPort.TOKEN_SERVICE)),
              () -> startAndAwait(programs.service("config-service", StackPort.CONFIG_SERVICE)),
              () -> startAndAwait(programs.service("imap-poller", StackPort.IMAP_POLLER)),
              () -> startAndAwait(programs.service("smtp-sender", StackPort.SMTP_SENDER)),
              () -> startAndAwait(programs.service("helpdesk", StackPort.HELPDESK))));
    }
  }

  /** Whether any part was started and nothing was stopped yet. */
  public synchronized boolean isRunning() {
    return !closed && !processes.isEmpty();
  }

  public synchronized ManagedProcess process(String name) {
    return processes.get(name);
  }

  /**
   * A rolling restart as in a cluster: of poller and sender the next one works beside the one
   * before until that has ended. The others are known by their port, so they are away for a moment.
   */
  public void replace(String name) {
    ManagedProcess before = process(name);
    Programs programs = new Programs(settings);
    switch (name) {
      case "imap-poller", "smtp-sender" -> {
        ProcessSpec spec = programs.beside(name);
        ManagedProcess next = new ManagedProcess(spec, watchdog, notices);
        synchronized (this) {
          processes.put(spec.name(), next.start());
        }
        next.awaitReady(settings.startTimeout());
        before.close();
      }
      default -> {
        before.close();
        startAndAwait(
            programs.service(
                name,
                name.equals("token-service") ? StackPort.TOKEN_SERVICE : StackPort.CONFIG_SERVICE));
      }
    }
  }

  /** What all processes of the stack have resident, this one too; 0 where /proc isn't there. */
  public long residentMebibytes() throws IOException {
    List<Long> ids = new ArrayList<>();
    ids.add(ProcessHandle.current().pid());
    synchronized (this) {
      processes.values().forEach(process -> ids.add(process.pid()));
    }
    ids.addAll(PostgresServer.processes(settings.folder()));
    return ResidentMemory.mebibytes(ids);
  }

  @Override
  public void close() {
    List<ManagedProcess> running;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      running = new ArrayList<>(processes.values());
    }
    running.forEach(ManagedProcess::expectEnd);
    List<ManagedProcess> last =
        running.stream().filter(process -> isGround(process.name())).toList();
    running.removeAll(last);
    stop(running);
    stop(last);
    for (AutoCloseable part : ground) {
      quietly(part);
    }
    if (watchdog != null) {
      watchdog.close();
    }
    if (lock != null) {
      quietly(lock);
    }
  }

  private void startAndAwait(ProcessSpec spec) {
    ManagedProcess process = new ManagedProcess(spec, watchdog, notices);
    synchronized (this) {
      if (closed) {
        throw new StackException("The stack is being stopped");
      }
      rotate(spec);
      processes.put(spec.name(), process.start());
    }
    process.awaitReady(settings.startTimeout());
  }

  private synchronized void keep(AutoCloseable part) {
    ground.add(part);
    if (closed) {
      quietly(part);
    }
  }

  private static void all(ExecutorService executor, List<Runnable> tasks) {
    List<CompletableFuture<Void>> started =
        tasks.stream().map(task -> CompletableFuture.runAsync(task, executor)).toList();
    // The first that fails ends the wait for the others.
    CompletableFuture<Void> failed = new CompletableFuture<>();
    started.forEach(
        one ->
            one.exceptionally(
                e -> {
                  failed.completeExceptionally(e);
                  return null;
                }));
    try {
      CompletableFuture.anyOf(
              CompletableFuture.allOf(started.toArray(CompletableFuture[]::new)), failed)
          .join();
    } catch (CompletionException e) {
      executor.shutdownNow();
      if (e.getCause() instanceof StackException known) {
        throw known;
      }
      throw e;
    }
  }

  private static boolean isGround(String name) {
    return name.equals("kafka") || name.equals("simulator");
  }

  private static void stop(List<ManagedProcess> processes) {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      processes.forEach(process -> executor.execute(process::close));
    }
  }

  /** Each start has a log of its own; the one before is kept. */
  private static void rotate(ProcessSpec spec) {
    try {
      if (Files.exists(spec.log())) {
        Files.move(
            spec.log(),
            spec.log().resolveSibling(spec.name() + ".previous.log"),
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new StackException("Can't move the log %s away".formatted(spec.log()), e);
    }
  }

  private static void quietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.err.println(e.getMessage());
    }
  }
}
