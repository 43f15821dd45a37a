package dev.mailbridge.benchmarks.latency;

import dev.mailbridge.benchmarks.poller.CommittedEvents;
import dev.mailbridge.benchmarks.poller.MailHost;
import dev.mailbridge.benchmarks.poller.Maildirs;
import dev.mailbridge.benchmarks.poller.PollerBench;
import dev.mailbridge.benchmarks.poller.PollerProcess;
import dev.mailbridge.benchmarks.report.BenchOptions;
import dev.mailbridge.benchmarks.report.BenchReport;
import dev.mailbridge.contracts.FirstRead;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.testkit.realservers.RealMailServers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * From the arrival of single mails to their committed events, over what a bare client in IDLE on
 * the same mailbox sees: quiet, and while the same poller drains ten full mailboxes over and over.
 */
public final class LatencyBench {
  private static final int LANES = 5;
  private static final int FIRST_FULL = 10;
  private static final int FULL = 10;
  private static final int BACKLOG = 5_000;

  private final RealMailServers servers;
  private final PollerBench bench;
  private final EventTimes events;
  private final List<Lane> lanes = new ArrayList<>();
  private volatile boolean enough;

  private LatencyBench(RealMailServers servers, PollerBench bench, EventTimes events)
      throws IOException {
    this.servers = servers;
    this.bench = bench;
    this.events = events;
    for (int account = 0; account < LANES; account++) {
      Maildirs.fill(servers, account, 1, 1);
    }
  }

  /** Options: {@code --mails N} (200) of each kind, {@code --jvm OPTIONS} of the poller. */
  public static void main(String... arguments) {
    try {
      System.exit(run(BenchOptions.parse(arguments)));
    } catch (IOException | RuntimeException e) {
      System.err.println("./bench latency could not run: " + e.getMessage());
      System.exit(2);
    }
  }

  private static int run(BenchOptions options) throws IOException {
    int mails = options.number("--mails", 200);
    String[] jvm = options.get("--jvm").orElse(PollerBench.JVM).split(" ");
    if (RealMailServers.whyNot() != null) {
      throw new IllegalStateException(RealMailServers.whyNot());
    }
    BenchReport report = new BenchReport("latency", options);
    try (RealMailServers servers = RealMailServers.start();
        PollerBench bench = new PollerBench(MailHost.of(servers));
        EventTimes events = new EventTimes(bench.kafka());
        PollerProcess poller = bench.startPoller(jvm)) {
      LatencyBench latency = new LatencyBench(servers, bench, events);
      latency.open();
      double[] quiet = latency.measure(mails);
      report.figure("over_idle_ms_p50", BenchReport.median(quiet)).atMost(20);
      report.figure("over_idle_ms_p99", BenchReport.percentile(0.99, quiet)).atMost(100);
      double[] busy = latency.underLoad(mails, report);
      report.figure("busy_over_idle_ms_p50", BenchReport.median(busy)).atMost(20);
      report.figure("busy_over_idle_ms_p99", BenchReport.percentile(0.99, busy)).atMost(100);
      report.note(
          "%d single mails quiet and %d under load, over %d mailboxes of Dovecot, which itself waits up to 500 ms before it tells clients in IDLE. Load: %d mailboxes of %d mails in all, drained again and again by the same poller."
              .formatted(mails, mails, LANES, FULL, BACKLOG));
    }
    return report.finish();
  }

  /** One mail each before anything is measured: then poller and client are in IDLE. */
  private void open() throws IOException {
    try (CommittedEvents first = new CommittedEvents(bench.kafka())) {
      bench.open("latency", 0, LANES, FirstRead.BEGINNING);
      first.await(LANES, Duration.ofMinutes(1));
    }
    for (int account = 0; account < LANES; account++) {
      lanes.add(new Lane(servers, events, account, 1));
    }
    measure(LANES * 4);
  }

  private double[] measure(int mails) throws IOException {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<double[]>> running = new ArrayList<>();
      for (Lane lane : lanes) {
        running.add(executor.submit(of(lane, mails / LANES)));
      }
      List<Double> all = new ArrayList<>();
      for (Future<double[]> one : running) {
        for (double value : one.get()) {
          all.add(value);
        }
      }
      return all.stream().mapToDouble(Double::doubleValue).toArray();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static Callable<double[]> of(Lane lane, int mails) {
    return () -> {
      double[] measured = new double[mails];
      for (int i = 0; i < mails; i++) {
        measured[i] = lane.next();
      }
      return measured;
    };
  }

  private double[] underLoad(int mails, BenchReport report) throws IOException {
    Maildirs.fill(servers, FIRST_FULL, FULL, BACKLOG);
    Thread load = Thread.ofPlatform().name("load").start(this::drainOverAndOver);
    long before = events.events();
    long start = System.nanoTime();
    double[] measured = measure(mails);
    double seconds = (System.nanoTime() - start) / 1e9;
    report.figure("load_mails_per_second", (events.events() - before) / seconds);
    enough = true;
    try {
      load.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return measured;
  }

  private void drainOverAndOver() {
    for (int round = 0; !enough; round++) {
      try (CommittedEvents drained = new CommittedEvents(bench.kafka())) {
        List<MailboxId> opened = bench.open("load-" + round, FIRST_FULL, FULL, FirstRead.BEGINNING);
        drained.await(BACKLOG, Duration.ofMinutes(3));
        bench.close(opened);
      }
    }
  }
}
