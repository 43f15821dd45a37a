package dev.mailbridge.stack.books;

import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.client.Simulation;
import dev.mailbridge.stack.client.Waiting;
import dev.mailbridge.stack.local.LocalStack;
import dev.mailbridge.stack.process.ManagedProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Ends services at the moments that are aimed at (SIGKILL), and waits until they are back. */
final class Killer {
  private static final Duration STRUCK = Duration.ofSeconds(90);
  private static final Duration BACK = Duration.ofSeconds(120);
  // Enough for a service to reach its commit, less than any timeout of a Kafka client.
  private static final Duration STANDSTILL = Duration.ofMillis(800);

  private final LocalStack stack;
  private final Simulation simulation;

  Killer(LocalStack stack, Simulation simulation) {
    this.stack = stack;
    this.simulation = simulation;
  }

  void kill(Aim aim) {
    ManagedProcess service = stack.process(aim.service());
    if (aim.fault().isPresent()) {
      simulation.fault(aim.fault().get());
      Waiting.until("the moment " + aim, STRUCK, () -> simulation.faults() == 0);
      service.kill().join();
    } else {
      long broker = stack.process("kafka").pid();
      signal("STOP", broker);
      try {
        LockSupport.parkNanos(STANDSTILL.toNanos());
        service.kill().join();
      } finally {
        signal("CONT", broker);
      }
    }
    service.awaitReady(BACK);
  }

  private static void signal(String name, long pid) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
      if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new StackException("kill -%s %d failed".formatted(name, pid));
      }
    } catch (IOException e) {
      throw new StackException("kill -%s %d failed".formatted(name, pid), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted", e);
    }
  }
}
