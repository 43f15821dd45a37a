package dev.mailbridge.benchmarks.tokens;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Asks for tokens over some connections, for a while. */
final class TokenLoad {
  private final int port;
  private final int connections;
  private final List<byte[]> requests;

  TokenLoad(int port, int connections, List<byte[]> requests) {
    this.port = port;
    this.connections = connections;
    this.requests = requests;
  }

  /**
   * What came of it.
   *
   * @param perSecond answers, all of them tokens
   * @param latenciesMs of each
   */
  record Result(long answers, double perSecond, double[] latenciesMs) {}

  /** Each connection asks again as soon as it has its answer. */
  Result asFastAsPossible(Duration time) {
    return run(time, 0);
  }

  /**
   * Asks at a steady rate, whether or not earlier answers have come; latencies count from the
   * moment at which a request was due.
   */
  Result atRate(Duration time, int perSecond) {
    return run(time, perSecond);
  }

  private Result run(Duration time, int perSecond) {
    long start = System.nanoTime() + 50_000_000;
    long end = start + time.toNanos();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Future<double[]>> parts = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        long interval = perSecond == 0 ? 0 : 1_000_000_000L * connections / perSecond;
        long first = start + interval * i / connections;
        parts.add(threads.submit(() -> ask(first, end, interval)));
      }
      double[] all = new double[0];
      for (Future<double[]> part : parts) {
        double[] more = part.get();
        int before = all.length;
        all = Arrays.copyOf(all, before + more.length);
        System.arraycopy(more, 0, all, before, more.length);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Result(all.length, all.length / seconds, all);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A request got no token", e.getCause());
    }
  }

  private double[] ask(long first, long end, long interval) {
    double[] latencies = new double[1 << 14];
    int answers = 0;
    long due = first;
    try (TokenConnection connection = new TokenConnection(port)) {
      while (due < end) {
        LockSupport.parkNanos(due - System.nanoTime());
        connection.ask(requests.get(ThreadLocalRandom.current().nextInt(requests.size())));
        long now = System.nanoTime();
        if (answers == latencies.length) {
          latencies = Arrays.copyOf(latencies, 2 * answers);
        }
        latencies[answers++] = (now - due) / 1e6;
        due = interval == 0 ? now : due + interval;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(latencies, answers);
  }
}
