package dev.mailbridge.benchmarks.directory;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** Looks at a process' resident memory ten times a second and remembers the most. */
final class ResidentPeak implements AutoCloseable {
  private final Thread watch;
  private volatile boolean running = true;
  private volatile double peak;

  ResidentPeak(ServiceProcess process) {
    watch =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (running) {
                    try {
                      peak = Math.max(peak, process.rssMib());
                    } catch (IOException e) {
                      running = false;
                    }
                    LockSupport.parkNanos(100_000_000);
                  }
                });
  }

  double mib() {
    return peak;
  }

  @Override
  public void close() {
    running = false;
    watch.interrupt();
  }
}
