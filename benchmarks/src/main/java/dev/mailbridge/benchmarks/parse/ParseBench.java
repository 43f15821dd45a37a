package dev.mailbridge.benchmarks.parse;

import dev.mailbridge.benchmarks.report.BenchOptions;
import dev.mailbridge.benchmarks.report.BenchReport;
import dev.mailbridge.benchmarks.report.Figure;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link ParseBenchmark} and compares the figures with the goal. */
final class ParseBench {
  private static final double MOST_TIMES_THE_FASTER_PEER = 1.5;
  private static final String OURS = "mailParse";

  private ParseBench() {}

  public static void main(String[] arguments) throws IOException {
    BenchReport report = new BenchReport("parse", BenchOptions.parse(arguments));
    try {
      Collection<RunResult> results =
          new Runner(new OptionsBuilder().include(ParseBenchmark.class.getName()).build()).run();
      ratesByMail(results).forEach((mail, rates) -> add(report, mail, rates));
    } catch (RunnerException e) {
      System.err.println("The benchmark could not run: " + e.getMessage());
      System.exit(2);
    }
    System.exit(report.finish());
  }

  private static Map<String, Map<String, Double>> ratesByMail(Collection<RunResult> results) {
    Map<String, Map<String, Double>> rates = new TreeMap<>();
    for (RunResult result : results) {
      String method = result.getParams().getBenchmark();
      rates
          .computeIfAbsent(
              result.getParams().getParam("mail").toLowerCase(Locale.ROOT),
              unused -> new TreeMap<>())
          .put(method.substring(method.lastIndexOf('.') + 1), result.getPrimaryResult().getScore());
    }
    return rates;
  }

  private static void add(BenchReport report, String mail, Map<String, Double> rates) {
    double ours = rates.remove(OURS);
    double fastest = rates.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    Figure figure =
        report
            .figure(mail + "_mails_per_second", ours)
            .atLeast(fastest / MOST_TIMES_THE_FASTER_PEER);
    rates.forEach(figure::peer);
  }
}
