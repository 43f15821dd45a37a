package dev.mailbridge.benchmarks.idle;

import dev.mailbridge.benchmarks.poller.CommittedEvents;
import dev.mailbridge.benchmarks.poller.MailHost;
import dev.mailbridge.benchmarks.poller.PollerBench;
import dev.mailbridge.benchmarks.poller.PollerProcess;
import dev.mailbridge.benchmarks.report.BenchOptions;
import dev.mailbridge.benchmarks.report.BenchReport;
import dev.mailbridge.contracts.FirstRead;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Many mailboxes that are in IDLE in one process: memory and CPU, a peer that goes silent, mails
 * for all of them at once, and what a restart fetches.
 */
public final class IdleBench {
  private static final Duration AT_MOST = Duration.ofMinutes(3);
  private static final Duration SETTLE = Duration.ofSeconds(20);

  private final Tenant tenant;
  private final PollerBench bench;
  private final String[] jvm;
  private final BenchReport report;

  private IdleBench(Tenant tenant, PollerBench bench, String[] jvm, BenchReport report) {
    this.tenant = tenant;
    this.bench = bench;
    this.jvm = jvm;
    this.report = report;
  }

  /**
   * Options: {@code --mailboxes N} (1000), {@code --old N} mails in each that are read already
   * (1000), {@code --seconds N} of idling that are measured (60), {@code --jvm OPTIONS}.
   */
  public static void main(String... arguments) {
    try {
      System.exit(run(BenchOptions.parse(arguments)));
    } catch (IOException | RuntimeException e) {
      System.err.println("./bench idle could not run: " + e.getMessage());
      System.exit(2);
    }
  }

  private static int run(BenchOptions options) throws IOException {
    BenchReport report = new BenchReport("idle", options);
    int mailboxes = options.number("--mailboxes", 1_000);
    int old = options.number("--old", 1_000);
    String[] jvm = options.get("--jvm").orElse(PollerBench.JVM).split(" ");
    try (Simulator simulator = Simulator.start(SimulatorConfig.onFreePorts().withoutLimits());
        PollerBench bench = new PollerBench(MailHost.of(simulator))) {
      Tenant tenant = new Tenant(simulator, mailboxes);
      tenant.fill(old);
      IdleBench idle = new IdleBench(tenant, bench, jvm, report);
      idle.first(Duration.ofSeconds(options.number("--seconds", 60)));
      idle.restarted((long) mailboxes * old);
      report.note(
          "%,d mailboxes of the simulator over TLS in one process (%s), %,d mails in all behind their cursors."
              .formatted(mailboxes, String.join(" ", jvm), (long) mailboxes * old));
    }
    return report.finish();
  }

  private void first(Duration idling) throws IOException {
    try (PollerProcess poller = bench.startPoller(jvm)) {
      long start = System.nanoTime();
      bench.open("idle", 0, tenant.mailboxes(), FirstRead.NOW);
      tenant.awaitIdle(tenant.mailboxes(), AT_MOST);
      report.figure("connected_seconds", (System.nanoTime() - start) / 1e9);
      LockSupport.parkNanos(SETTLE.toNanos());
      report.figure("cpu_percent", cpuPercent(poller, idling)).atMost(2);
      report.figure("rss_mib", poller.rssMib()).atMost(450);
      silence();
      everyoneGetsMail();
      report.figure("rss_mib_after_mails", poller.rssMib()).atMost(450);
    }
  }

  /** Of one core. */
  private static double cpuPercent(PollerProcess poller, Duration time) {
    Duration before = poller.cpu();
    long start = System.nanoTime();
    LockSupport.parkNanos(time.toNanos());
    double used = poller.cpu().minus(before).toNanos();
    return 100 * used / (System.nanoTime() - start);
  }

  /** From the moment that the server goes silent to the event of a mail that it doesn't tell. */
  private void silence() {
    try (CommittedEvents events = new CommittedEvents(bench.kafka())) {
      tenant.goSilent(0, AT_MOST);
      long start = System.nanoTime();
      tenant.deliver(0, 1);
      double seconds = (events.await(1, AT_MOST) - start) / 1e9;
      report.figure("silence_seconds", seconds).atMost(60);
    }
  }

  private void everyoneGetsMail() {
    int each = 2;
    try (CommittedEvents events = new CommittedEvents(bench.kafka())) {
      long start = System.nanoTime();
      for (int account = 0; account < tenant.mailboxes(); account++) {
        tenant.deliver(account, each);
      }
      long end = events.await(each * tenant.mailboxes(), AT_MOST);
      report.figure("mails_for_all_seconds", (end - start) / 1e9).atMost(30);
      report.figure("events_doubled", events.doubled()).atMost(0);
    }
  }

  /** New mails alone are fetched. */
  private void restarted(long old) throws IOException {
    tenant.forget();
    try (CommittedEvents events = new CommittedEvents(bench.kafka());
        PollerProcess poller = bench.startPoller(jvm)) {
      long start = System.nanoTime();
      tenant.awaitIdle(tenant.mailboxes(), AT_MOST);
      report.figure("restart_connected_seconds", (System.nanoTime() - start) / 1e9);
      Map<String, Long> commands = tenant.commands();
      report.figure("restart_fetches", fetches(commands)).atMost(0);
      int fresh = Math.min(100, tenant.mailboxes());
      for (int account = 0; account < fresh; account++) {
        tenant.deliver(account, 1);
      }
      events.await(fresh, AT_MOST);
      // A look for UIDs and a fetch for each mail: nothing depends on how many old mails there are.
      report.figure("fetches_a_new_mail", (double) fetches(tenant.commands()) / fresh).atMost(3);
      report.figure("restart_events_of_old_mails", events.seen() - fresh).atMost(0);
      report.note(
          "After a restart with %,d old mails: %s until all were in IDLE again."
              .formatted(old, commands));
    }
  }

  private static long fetches(Map<String, Long> commands) {
    return commands.getOrDefault("FETCH", 0L) + commands.getOrDefault("UID FETCH", 0L);
  }
}
