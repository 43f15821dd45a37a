package dev.mailbridge.benchmarks.ingest;

import dev.mailbridge.benchmarks.poller.BareImap;
import dev.mailbridge.benchmarks.poller.CommittedEvents;
import dev.mailbridge.benchmarks.poller.CpuUse;
import dev.mailbridge.benchmarks.poller.MailHost;
import dev.mailbridge.benchmarks.poller.Maildirs;
import dev.mailbridge.benchmarks.poller.PollerBench;
import dev.mailbridge.benchmarks.poller.PollerProcess;
import dev.mailbridge.benchmarks.report.BenchOptions;
import dev.mailbridge.benchmarks.report.BenchReport;
import dev.mailbridge.benchmarks.report.Figure;
import dev.mailbridge.contracts.FirstRead;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.testkit.realservers.RealMailServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How many mails a second become committed events, from a mailbox's definition to the last event,
 * out of one full mailbox and out of ten.
 */
public final class IngestBench {
  private static final int SPREAD = 10;
  private static final int WARM_UP = 6;
  private static final int TRAINING_ACCOUNT = 1 + SPREAD;
  private static final int TRAINING_MAILS = 20;
  private static final Duration AT_MOST = Duration.ofMinutes(3);

  private final RealMailServers servers;
  private final PollerBench bench;
  private final int mails;
  private final int rounds;
  private String[] jvm;
  private final BenchReport report;
  private int drains;
  private int doubled;

  private IngestBench(
      RealMailServers servers,
      PollerBench bench,
      int mails,
      int rounds,
      String[] jvm,
      BenchReport report) {
    this.servers = servers;
    this.bench = bench;
    this.mails = mails;
    this.rounds = rounds;
    this.jvm = jvm;
    this.report = report;
  }

  /**
   * Options: {@code --mails N} (10000), {@code --jvm OPTIONS} of the poller, {@code --phases} some
   * of {@code peers,cold,warm,spread} (all), {@code --aot no} for no ahead-of-time cache.
   */
  public static void main(String... arguments) {
    try {
      System.exit(run(BenchOptions.parse(arguments)));
    } catch (IOException | RuntimeException e) {
      System.err.println("./bench ingest could not run: " + e.getMessage());
      System.exit(2);
    }
  }

  private static int run(BenchOptions options) throws IOException {
    int mails = options.number("--mails", 10_000);
    String[] jvm = options.get("--jvm").orElse(PollerBench.JVM).split(" ");
    List<String> phases =
        List.of(options.get("--phases").orElse("peers,cold,warm,spread").split(","));
    BenchReport report = new BenchReport("ingest", options);
    if (RealMailServers.whyNot() != null) {
      throw new IllegalStateException(RealMailServers.whyNot());
    }
    try (RealMailServers servers = RealMailServers.start();
        PollerBench bench = new PollerBench(MailHost.of(servers))) {
      IngestBench ingest = new IngestBench(servers, bench, mails, options.rounds(), jvm, report);
      // Account 0 holds all mails; the ten of the spread run come after it.
      long octets = Maildirs.fill(servers, 0, 1, mails);
      double raw = ingest.median(round -> ingest.rawFetch());
      if (!options.get("--aot").orElse("yes").equals("no")) {
        ingest.train();
      }
      if (phases.contains("cold")) {
        ingest.cold();
      }
      if (phases.contains("warm")) {
        ingest.warm(raw, phases.contains("peers"));
      }
      if (phases.contains("spread")) {
        Maildirs.fill(servers, 1, SPREAD, mails);
        ingest.spread();
      }
      report.figure("events_doubled", ingest.doubled).atMost(0);
      report.note(
          "%d mails, %d MB, Dovecot over TLS with XOAUTH2. Contents are durable before the commit: segment files, one fsync for each batch of at most 100 mails or 2 MiB. Events counted by an independent read-committed reader."
              .formatted(mails, octets >> 20));
    }
    return report.finish();
  }

  private interface Round {
    double measure(int number) throws IOException;
  }

  private double median(Round round) throws IOException {
    double[] measured = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      measured[i] = round.measure(i);
    }
    return BenchReport.median(measured);
  }

  /** As the images and ./run do it: a cache from a run that saw a few mails. */
  private void train() throws IOException {
    Path cache = Files.createTempDirectory("bench-aot").resolve("poller.aot");
    Maildirs.fill(servers, TRAINING_ACCOUNT, 1, TRAINING_MAILS);
    PollerProcess poller =
        bench.startPoller(
            "-Xmx512m", "-XX:+UseG1GC", "-XX:AOTCacheOutput=" + cache, "-Xlog:aot=error");
    drain("training", TRAINING_ACCOUNT, 1, TRAINING_MAILS);
    poller.endTraining();
    if (!Files.exists(cache)) {
      throw new IOException("the training run left no ahead-of-time cache");
    }
    jvm = Arrays.copyOf(jvm, jvm.length + 2);
    jvm[jvm.length - 2] = "-XX:AOTCache=" + cache;
    jvm[jvm.length - 1] = "-Xlog:aot=off";
  }

  /** The first mails of a process that was never used. */
  private void cold() throws IOException {
    double reached =
        median(
            round -> {
              try (PollerProcess poller = bench.startPoller(jvm)) {
                return drain("cold", 0, 1);
              }
            });
    report.figure("cold_mails_per_second", reached).atLeast(2_500);
  }

  private void warm(double raw, boolean withPeers) throws IOException {
    double reached;
    try (PollerProcess poller = bench.startPoller(jvm)) {
      warmUp(0, 1);
      reached = median(round -> drain("warm", 0, 1));
    }
    Figure figure = report.figure("mails_per_second", reached).atLeast(5_000);
    figure.peer("raw fetch", raw);
    if (withPeers) {
      Peers peers = new Peers(servers, mails);
      peer(figure, "mbsync", peers::mbsync);
      peer(figure, "imapflow", peers::imapflow);
      peer(figure, "imapflow with mailparser", peers::imapflowWithMailparser);
    }
    report.figure("share_of_raw_fetch_percent", 100 * reached / raw);
  }

  /** A peer that isn't installed is no reason to measure nothing. */
  private void peer(Figure figure, String name, Peer peer) {
    try {
      double reached = median(round -> peer.measure());
      say(name, reached);
      figure.peer(name, reached);
    } catch (IOException e) {
      report.note(name + " was not run: " + e.getMessage());
    }
  }

  private interface Peer {
    double measure() throws IOException;
  }

  private void spread() throws IOException {
    try (PollerProcess poller = bench.startPoller(jvm)) {
      warmUp(1, SPREAD);
      double reached = median(round -> drain("over ten", 1, SPREAD));
      report.figure("over_ten_mails_per_second", reached).atLeast(5_000);
    }
  }

  /** Until the JVM has compiled what it will: it takes some sixty thousand mails. */
  private void warmUp(int firstAccount, int mailboxes) {
    for (int i = 0; i < WARM_UP; i++) {
      drain("warm-up", firstAccount, mailboxes);
    }
  }

  private double rawFetch() throws IOException {
    try (BareImap imap = new BareImap(servers, PollerBench.address(0))) {
      CpuUse before = CpuUse.now();
      long start = System.nanoTime();
      int came = imap.fetchAll(mails + 1, 50);
      double perSecond = came / ((System.nanoTime() - start) / 1e9);
      say("raw fetch", perSecond);
      System.out.println("  " + CpuUse.now().since(before, mails));
      return perSecond;
    }
  }

  private double drain(String what, int firstAccount, int mailboxes) {
    return drain(what, firstAccount, mailboxes, mails);
  }

  private double drain(String what, int firstAccount, int mailboxes, int count) {
    try (CommittedEvents events = new CommittedEvents(bench.kafka())) {
      CpuUse before = CpuUse.now();
      long start = System.nanoTime();
      List<MailboxId> opened =
          bench.open("ingest-" + drains++, firstAccount, mailboxes, FirstRead.BEGINNING);
      long end = events.await(count, AT_MOST);
      CpuUse after = CpuUse.now();
      bench.close(opened);
      doubled += events.doubled();
      double perSecond = count / ((end - start) / 1e9);
      say(what, perSecond);
      System.out.println("  " + after.since(before, count));
      return perSecond;
    }
  }

  private static void say(String what, double perSecond) {
    System.out.printf("%-10s %,.0f mails/s%n", what, perSecond);
  }
}
