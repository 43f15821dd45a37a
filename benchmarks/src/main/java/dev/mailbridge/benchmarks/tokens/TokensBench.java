package dev.mailbridge.benchmarks.tokens;

import dev.mailbridge.benchmarks.report.BenchOptions;
import dev.mailbridge.benchmarks.report.BenchReport;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * How many cached tokens a second token-service hands out, and how long a caller waits, with the
 * load generator on the same processors.
 */
public final class TokensBench {
  private static final int CONNECTIONS = 32;
  private static final int RATE = 3000;

  private TokensBench() {}

  /** Options: {@code --mailboxes N} (1000), {@code --seconds N} of each measurement (10). */
  public static void main(String... arguments) {
    try {
      System.exit(run(BenchOptions.parse(arguments)));
    } catch (IOException | SQLException | RuntimeException e) {
      System.err.println("./bench tokens could not run: " + e.getMessage());
      System.exit(2);
    }
  }

  private static int run(BenchOptions options) throws IOException, SQLException {
    int mailboxes = options.number("--mailboxes", 1000);
    Duration time = Duration.ofSeconds(options.number("--seconds", 10));
    BenchReport report = new BenchReport("tokens", options);
    try (TokenServiceUnderTest service = new TokenServiceUnderTest()) {
      List<byte[]> requests =
          service.mailboxes(mailboxes).stream()
              .map(
                  mailbox ->
                      TokenConnection.request(
                          service.port(), mailbox, TokenServiceUnderTest.POLLER_KEY))
              .toList();
      TokenLoad load = new TokenLoad(service.port(), CONNECTIONS, requests);
      long asked = mailboxes + load.asFastAsPossible(time).answers();
      int rounds = options.rounds();
      double[] perSecond = new double[rounds];
      double[] p99Flat = new double[rounds];
      double[] p99Steady = new double[rounds];
      double[] p50Steady = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        TokenLoad.Result flat = load.asFastAsPossible(time);
        TokenLoad.Result steady = load.atRate(time, RATE);
        asked += flat.answers() + steady.answers();
        perSecond[round] = flat.perSecond();
        p99Flat[round] = BenchReport.percentile(0.99, flat.latenciesMs());
        p50Steady[round] = BenchReport.percentile(0.50, steady.latenciesMs());
        p99Steady[round] = BenchReport.percentile(0.99, steady.latenciesMs());
      }
      report.figure("requests_per_second", BenchReport.median(perSecond)).atLeast(RATE);
      report.figure("flat_out_ms_p99", BenchReport.median(p99Flat)).atMost(20);
      report.figure("at_3000_per_second_ms_p50", BenchReport.median(p50Steady));
      report.figure("at_3000_per_second_ms_p99", BenchReport.median(p99Steady)).atMost(20);
      report.figure("reads_missing_in_audit", asked - audited(service, asked)).atMost(0);
      report.figure("rss_mib", service.rssMib());
      report.note(
          "%d mailboxes, %d kept connections, the load generator beside the service; at 3000 a second latencies count from the moment a request was due."
              .formatted(mailboxes, CONNECTIONS));
    }
    return report.finish();
  }

  /** Reads are written once a second. */
  private static long audited(TokenServiceUnderTest service, long asked) throws SQLException {
    long audited = service.auditedReads();
    for (int i = 0; i < 100 && audited < asked; i++) {
      LockSupport.parkNanos(100_000_000);
      audited = service.auditedReads();
    }
    return audited;
  }
}
