package dev.mailbridge.benchmarks.start;

import dev.mailbridge.benchmarks.report.BenchOptions;
import dev.mailbridge.benchmarks.report.BenchReport;
import java.io.IOException;
import java.util.List;

/**
 * From the start of the process to ready, with the ahead-of-time cache and without, and resident
 * memory at rest; on a real Kafka and a real PostgreSQL that run already.
 */
public final class StartBench {
  static final List<String> SERVICES =
      List.of("token-service", "config-service", "imap-poller", "smtp-sender");

  private StartBench() {}

  /** Options: {@code --rounds N} (5). */
  public static void main(String... arguments) {
    try {
      System.exit(run(BenchOptions.parse(arguments)));
    } catch (IOException | RuntimeException e) {
      System.err.println("./bench start could not run: " + e.getMessage());
      System.exit(2);
    }
  }

  private static int run(BenchOptions options) throws IOException {
    int rounds = options.number("--rounds", 5);
    BenchReport report = new BenchReport("start", options);
    // The others ask it for tokens: it is there, as in a cluster.
    try (ServiceGround ground = new ServiceGround();
        StartedService tokens = ground.start("token-service", StartMode.PLAIN)) {
      ground.tokenServiceIs(tokens);
      for (String service : SERVICES) {
        ground.start(service, StartMode.TRAINING).close();
        double[] cached = new double[rounds];
        double[] plain = new double[rounds];
        double[] resident = new double[rounds];
        for (int round = 0; round < rounds; round++) {
          try (StartedService started = ground.start(service, StartMode.CACHED)) {
            cached[round] = started.readyMillis();
            resident[round] = started.residentAtRest();
          }
          try (StartedService started = ground.start(service, StartMode.PLAIN)) {
            plain[round] = started.readyMillis();
          }
        }
        String name = service.replace('-', '_');
        report
            .figure(name + "_ready_ms", BenchReport.median(cached))
            .atMost(1500)
            .peer("without the cache", BenchReport.median(plain));
        report.figure(name + "_rss_mib", BenchReport.median(resident)).atMost(220);
      }
    }
    report.note("Ready: /q/health/ready answers 200. At rest: 12 s later.");
    return report.finish();
  }
}
