package dev.mailbridge.imappoller.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Threads for parsing, which small work reaches before big work: a single mail isn't kept waiting
 * by other mailboxes' backlogs. Nothing waits for ever: each octet counts as a time of waiting.
 */
final class Parsers implements AutoCloseable {
  /** A batch of 2 MiB lets a single mail pass that comes a second later. */
  private static final long NANOS_AN_OCTET = 500;

  /** Up to here work has threads of its own: it doesn't wait for the end of a batch either. */
  private static final long SMALL = 64 << 10;

  private final ThreadPoolExecutor threads;
  private final ThreadPoolExecutor forSmall;

  Parsers(int count) {
    threads = pool("parser-", count);
    forSmall = pool("parser-small-", count);
  }

  private static ThreadPoolExecutor pool(String name, int count) {
    return new ThreadPoolExecutor(
        count,
        count,
        0,
        TimeUnit.SECONDS,
        new PriorityBlockingQueue<>(),
        Thread.ofPlatform().name(name, 0).factory());
  }

  <T> CompletableFuture<T> submit(long octets, Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    ThreadPoolExecutor free = octets <= SMALL ? forSmall : threads;
    free.execute(
        new Work(
            System.nanoTime() + octets * NANOS_AN_OCTET,
            () -> {
              try {
                result.complete(work.get());
              } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
              }
            }));
    return result;
  }

  private record Work(long turn, Runnable work) implements Runnable, Comparable<Work> {
    @Override
    public int compareTo(Work other) {
      return Long.signum(turn - other.turn);
    }

    @Override
    public void run() {
      work.run();
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    forSmall.shutdown();
  }
}
