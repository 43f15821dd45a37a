package dev.mailbridge.benchmarks.ingest;

import dev.mailbridge.benchmarks.poller.BareImap;
import dev.mailbridge.benchmarks.poller.CommittedEvents;
import dev.mailbridge.benchmarks.poller.Maildirs;
import dev.mailbridge.benchmarks.poller.PollerBench;
import dev.mailbridge.benchmarks.poller.PollerProcess;
import dev.mailbridge.benchmarks.report.BenchOptions;
import dev.mailbridge.benchmarks.report.BenchReport;
import dev.mailbridge.contracts.FirstRead;
import dev.mailbridge.contracts.MailboxId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * How many mails a second become committed events, from a mailbox's definition to the last event,
 * out of one full mailbox and out of ten.
 */
public final class IngestBench {
  private static final int SPREAD = 10;
  private static final Duration AT_MOST = Duration.ofMinutes(3);

  private final PollerBench bench;
  private final int mails;
  private int drains;
  private int doubled;

  private IngestBench(PollerBench bench, int mails) {
    this.bench = bench;
    this.mails = mails;
  }

  /** Options: {@code --mails N} (10000), {@code --jvm OPTIONS} of the poller (-Xmx512m). */
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
    String[] jvm = options.get("--jvm").orElse("-Xmx512m").split(" ");
    BenchReport report = new BenchReport("ingest", options);
    try (PollerBench bench = new PollerBench()) {
      // Account 0 holds all mails; the ten of the spread run come after it.
      long octets = Maildirs.fill(bench.servers(), 0, 1, mails);
      Maildirs.fill(bench.servers(), 1, SPREAD, mails);
      new IngestBench(bench, mails).measure(options.rounds(), jvm, report);
      report.note(
          "%d mails, %d MB, Dovecot over TLS with XOAUTH2. Contents are durable before the commit: segment files, one fsync for each batch of at most 100 mails or 2 MiB. Events counted by an independent read-committed reader."
              .formatted(mails, octets >> 20));
    }
    return report.finish();
  }

  private void measure(int rounds, String[] jvm, BenchReport report) throws IOException {
    double[] raw = new double[rounds];
    double[] cold = new double[rounds];
    double[] warm = new double[rounds];
    double[] spread = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      raw[round] = rawFetch();
      try (PollerProcess poller = bench.startPoller(jvm)) {
        cold[round] = drain(0, 1);
        say("cold", cold[round]);
      }
    }
    try (PollerProcess poller = bench.startPoller(jvm)) {
      say("warm-up", drain(0, 1));
      for (int round = 0; round < rounds; round++) {
        Duration before = poller.cpu();
        warm[round] = drain(0, 1);
        say("warm", warm[round]);
        System.out.printf(
            "  %.3f ms of CPU a mail%n", poller.cpu().minus(before).toNanos() / 1e6 / mails);
      }
      say("warm-up", drain(1, SPREAD));
      for (int round = 0; round < rounds; round++) {
        spread[round] = drain(1, SPREAD);
        say("over ten", spread[round]);
      }
    }
    double limit = BenchReport.median(raw);
    double reached = BenchReport.median(warm);
    report.figure("mails_per_second", reached).atLeast(5_000).peer("raw fetch", limit);
    report.figure("over_ten_mails_per_second", BenchReport.median(spread)).atLeast(5_000);
    report.figure("cold_mails_per_second", BenchReport.median(cold)).atLeast(2_500);
    report.figure("share_of_raw_fetch_percent", 100 * reached / limit);
    report.figure("events_doubled", doubled).atMost(0);
  }

  private double rawFetch() throws IOException {
    try (BareImap imap = new BareImap(bench.servers(), PollerBench.address(0))) {
      long start = System.nanoTime();
      int came = imap.fetchAll(mails + 1, 50);
      double perSecond = came / ((System.nanoTime() - start) / 1e9);
      say("raw fetch", perSecond);
      return perSecond;
    }
  }

  private double drain(int firstAccount, int mailboxes) {
    try (CommittedEvents events = new CommittedEvents(bench.kafka())) {
      long start = System.nanoTime();
      List<MailboxId> opened =
          bench.open("ingest-" + drains++, firstAccount, mailboxes, FirstRead.BEGINNING);
      long end = events.await(mails, AT_MOST);
      bench.close(opened);
      doubled += events.doubled();
      return mails / ((end - start) / 1e9);
    }
  }

  private static void say(String what, double perSecond) {
    System.out.printf("%-10s %,.0f mails/s%n", what, perSecond);
  }
}
