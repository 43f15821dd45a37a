package dev.mailbridge.benchmarks.simulator;

import dev.mailbridge.benchmarks.report.BenchOptions;
import dev.mailbridge.benchmarks.report.BenchReport;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.mail.SampleMail;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Mails delivered and drained by one IMAP connection; news to idle connections. */
final class SimulatorBench {
  private static final int MAIL_OCTETS = 7_000;
  private static final int BATCH = 50;
  private static final double GOAL = 1_500;

  private SimulatorBench() {}

  public static void main(String[] arguments) throws Exception {
    BenchOptions options = BenchOptions.parse(arguments);
    BenchReport report = new BenchReport("simulator", options);
    int mails = options.number("--mails", 5_000);
    int connections = options.number("--connections", 500);
    try (Simulator simulator = Simulator.start(SimulatorConfig.onFreePorts().withoutLimits())) {
      double[] delivered = new double[options.rounds()];
      double[] drained = new double[options.rounds()];
      for (int round = 0; round < options.rounds(); round++) {
        String user = "drain" + round + "@contoso.example";
        try (ImapClient client = ImapClient.open(simulator, user)) {
          delivered[round] = mails / deliver(simulator, user, mails);
          drained[round] = mails / drain(client, mails);
        }
      }
      double cold = drained[0];
      report.figure("delivered_mails_per_second", BenchReport.median(delivered)).atLeast(GOAL);
      report.figure("mails_per_second", BenchReport.median(drained)).atLeast(GOAL);
      report.figure("cold_mails_per_second", cold).atLeast(GOAL);
      double[] news = idle(simulator, connections);
      report.figure("idle_connections", news.length).atLeast(connections);
      report.figure("news_ms_p50", BenchReport.median(news));
      report.figure("news_ms_p99", BenchReport.percentile(0.99, news));
      report.note(
          "%,d mails of %,d octets, fetched %d at a time".formatted(mails, MAIL_OCTETS, BATCH));
    }
    System.exit(report.finish());
  }

  private static double deliver(Simulator simulator, String user, int mails) {
    long begun = System.nanoTime();
    for (int i = 0; i < mails; i++) {
      simulator.deliver(user, SampleMail.numbered(i, MAIL_OCTETS));
    }
    return seconds(begun);
  }

  private static double drain(ImapClient client, int mails) throws Exception {
    long begun = System.nanoTime();
    for (int from = 1; from <= mails; from += BATCH) {
      client.write(
          "f UID FETCH %d:%d (UID INTERNALDATE FLAGS BODY.PEEK[])"
              .formatted(from, from + BATCH - 1));
      client.readTo("f OK FETCH");
    }
    return seconds(begun);
  }

  /** How long each connection waits for the news of a mail of its own, in milliseconds. */
  private static double[] idle(Simulator simulator, int connections) throws Exception {
    List<ImapClient> clients = new ArrayList<>();
    double[] news = new double[connections];
    try {
      for (int i = 0; i < connections; i++) {
        ImapClient client = ImapClient.open(simulator, "idle" + i + "@contoso.example");
        clients.add(client);
        client.write("c IDLE");
        client.readTo("+");
      }
      for (int i = 0; i < connections; i++) {
        long sent = System.nanoTime();
        simulator.deliver("idle" + i + "@contoso.example", SampleMail.numbered(i, 0));
        clients.get(i).readTo("* 1 EXISTS");
        news[i] = (System.nanoTime() - sent) / (double) TimeUnit.MILLISECONDS.toNanos(1);
      }
    } finally {
      for (ImapClient client : clients) {
        client.close();
      }
    }
    return news;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
