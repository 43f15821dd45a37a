package dev.mailbridge.stack.chaos;

import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.client.SimulatedTenant;
import dev.mailbridge.stack.client.Simulation;
import dev.mailbridge.stack.local.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Lets the faults of a plan happen, and takes each back when its time is over. */
final class Injector implements AutoCloseable {
  private static final Duration JUMP = Duration.ofHours(2);

  private final LocalStack stack;
  private final Network network;
  private final Simulation simulation;
  private final Mender mender;
  private final Consumer<String> progress;
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(8);
  private final CountDownLatch over = new CountDownLatch(1);

  Injector(LocalStack stack, Network network, Mender mender, Consumer<String> progress) {
    this.stack = stack;
    this.network = network;
    this.mender = mender;
    this.progress = progress;
    simulation = new Simulation(stack.settings().ports());
  }

  /** Returns at once; the tasks are done when their faults are over. */
  List<Future<?>> start(List<PlannedFault> plan) {
    return plan.stream()
        .<Future<?>>map(
            fault ->
                clock.schedule(
                    (Callable<Void>)
                        () -> {
                          happen(fault);
                          return null;
                        },
                    fault.atMillis(),
                    TimeUnit.MILLISECONDS))
        .toList();
  }

  /** Whatever is still bad becomes good. */
  void heal() {
    Network.STRETCHES.forEach(name -> network.stretch(name).turn(Relay.State.GOOD));
    Persistence.until(simulation::endFaults);
  }

  @Override
  public void close() {
    over.countDown();
    clock.shutdownNow();
  }

  private void happen(PlannedFault fault) throws Exception {
    progress.accept(fault.toString());
    switch (fault.kind()) {
      case KILL -> stack.process(fault.target()).kill().join();
      case STOP, STANDSTILL -> stop(stack.process(fault.target()).pid(), fault);
      case DATABASE_CRASH -> crashDatabase();
      case CUT -> network(fault, Relay.State.CUT);
      case SLOW -> network(fault, Relay.State.SLOW);
      case HALF_OPEN -> network(fault, Relay.State.HALF_OPEN);
      case DISK_FULL -> fillDisk(stack.process(fault.target()).pid(), fault);
      case RESTART -> command("kill", "-TERM", Long.toString(stack.process(fault.target()).pid()));
      case CLOCK_JUMP -> expireTokens();
      case TOKENS_EXPIRE -> shortLived(fault);
      case TOKEN_REFUSED, THROTTLED -> simulated(fault, Map.of("kind", fault.target()));
      case SECRET_EXPIRED -> {
        expireTokens();
        simulated(fault, Map.of("kind", fault.target()));
        mender.enterSecret();
      }
      case CONSENT_REVOKED -> {
        expireTokens();
        simulated(fault, Map.of("kind", fault.target(), "mailbox", SimulatedTenant.HELPDESK));
        mender.signIn();
      }
      case ANSWER_LOST ->
          simulated(
              fault,
              Map.of("kind", "answer-lost", "taken", fault.target().equals("taken"), "count", 2));
      case REFUSED ->
          simulated(
              fault,
              Map.of(
                  "kind", "reply",
                  "protocol", "smtp",
                  "step", fault.target(),
                  "text", "451 4.7.0 Temporary server error. Please try again later"));
      case ENTRA_BUSY -> {
        expireTokens();
        simulated(fault, Map.of("kind", "entra-error", "code", 90033));
      }
      case LIE -> {
        if (Lies.ofEntra(fault.target())) {
          expireTokens();
        }
        simulated(fault, Lies.BY_NAME.get(fault.target()));
      }
    }
  }

  private void stop(long pid, PlannedFault fault) throws Exception {
    command("kill", "-STOP", Long.toString(pid));
    try {
      lasting(fault);
    } finally {
      // It may have been killed meanwhile.
      command("kill", "-CONT", Long.toString(pid));
    }
  }

  private void crashDatabase() throws Exception {
    long postmaster =
        Long.parseLong(
            Files.readAllLines(stack.settings().folder().postgresql().resolve("postmaster.pid"))
                .getFirst()
                .strip());
    long backend =
        ProcessHandle.of(postmaster)
            .flatMap(server -> server.children().findFirst())
            .orElseThrow(() -> new StackException("PostgreSQL has no process to kill"))
            .pid();
    command("kill", "-KILL", Long.toString(backend));
  }

  private void network(PlannedFault fault, Relay.State state) throws InterruptedException {
    Relay stretch = network.stretch(fault.target());
    stretch.turn(state);
    try {
      lasting(fault);
    } finally {
      stretch.turn(Relay.State.GOOD);
    }
  }

  /** A file size limit of nothing: each write fails as on a full disk, for root too. */
  private void fillDisk(long pid, PlannedFault fault) throws Exception {
    command("prlimit", "--pid", Long.toString(pid), "--fsize=0:unlimited");
    try {
      lasting(fault);
    } finally {
      command("prlimit", "--pid", Long.toString(pid), "--fsize=unlimited:unlimited");
    }
  }

  private void expireTokens() {
    Persistence.until(() -> simulation.advanceClock(JUMP));
  }

  private void shortLived(PlannedFault fault) throws InterruptedException {
    Persistence.until(() -> simulation.behave(Map.of("accessTokenLifetime", fault.target())));
    expireTokens();
    try {
      lasting(fault);
    } finally {
      Persistence.until(() -> simulation.behave(Map.of("accessTokenLifetime", "PT0S")));
    }
  }

  /** The simulator forgets its faults when it ends. */
  private void simulated(PlannedFault fault, Map<String, Object> description)
      throws InterruptedException {
    String id = Persistence.get(() -> simulation.fault(description));
    try {
      lasting(fault);
    } finally {
      Persistence.until(() -> simulation.endFault(id));
    }
  }

  private void lasting(PlannedFault fault) throws InterruptedException {
    over.await(fault.lastsMillis(), TimeUnit.MILLISECONDS);
  }

  /** A process that is gone is no fault of the plan. */
  private void command(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    if (!process.waitFor(5, TimeUnit.SECONDS) || process.exitValue() != 0) {
      progress.accept(String.join(" ", command) + " came too late");
    }
  }
}
