package dev.mailbridge.benchmarks.start;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A service's process, ready.
 *
 * @param readyMillis from the start of the process to the first 200 of its readiness
 */
record StartedService(Process process, String url, double readyMillis) implements AutoCloseable {

  static StartedService start(List<String> command, Path application, Path log, int port)
      throws IOException {
    String url = "http://localhost:" + port;
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(application.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    while (!ready(url)) {
      if (!process.isAlive() || System.nanoTime() - begin > TimeUnit.MINUTES.toNanos(2)) {
        process.destroyForcibly();
        throw new IOException(
            "%s did not get ready:%n%s".formatted(application, Files.readString(log)));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    return new StartedService(process, url, (System.nanoTime() - begin) / 1e6);
  }

  private static boolean ready(String url) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url + "/q/health/ready").toURL().openConnection();
      connection.setReadTimeout(5000);
      return connection.getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Resident memory (VmRSS, Linux alone) once what starting took was given back: within 10 s. */
  double residentAtRest() throws IOException {
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(12));
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(Double.NaN);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
