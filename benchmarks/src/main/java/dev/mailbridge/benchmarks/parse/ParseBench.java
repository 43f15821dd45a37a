package dev.mailbridge.benchmarks.parse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link ParseBenchmark} and compares the figures with the goal. */
final class ParseBench {
  private static final double MOST_TIMES_THE_FASTER_PEER = 1.5;
  private static final List<String> PEERS = List.of("angus", "mime4j");

  private ParseBench() {}

  /** One measurement as a file tells it. */
  record Report(
      String name,
      String machine,
      Map<String, Double> figures,
      Map<String, Map<String, Double>> peers,
      Map<String, Double> goals,
      List<String> missed) {}

  public static void main(String[] arguments) throws IOException {
    Collection<RunResult> results;
    try {
      results =
          new Runner(new OptionsBuilder().include(ParseBenchmark.class.getName()).build()).run();
    } catch (RunnerException e) {
      System.err.println("The benchmark could not run: " + e.getMessage());
      System.exit(2);
      return;
    }
    Report report = report(results);
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    System.out.println(json.writeValueAsString(report));
    if (arguments.length == 2 && arguments[0].equals("--json")) {
      json.writeValue(Path.of(arguments[1]).toFile(), report);
    }
    System.exit(report.missed().isEmpty() ? 0 : 1);
  }

  private static Report report(Collection<RunResult> results) {
    Map<String, Map<String, Double>> byLibrary = new LinkedHashMap<>();
    for (RunResult result : results) {
      String method = result.getParams().getBenchmark();
      String library = method.substring(method.lastIndexOf('.') + 1);
      String figure =
          result.getParams().getParam("mail").toLowerCase(Locale.ROOT) + "_mails_per_second";
      byLibrary
          .computeIfAbsent(library, unused -> new LinkedHashMap<>())
          .put(figure, Math.round(result.getPrimaryResult().getScore() * 10) / 10.0);
    }
    Map<String, Double> ours = byLibrary.remove("mailParse");
    Map<String, Double> goals = new LinkedHashMap<>();
    List<String> missed = new ArrayList<>();
    ours.forEach(
        (figure, rate) -> {
          double fastest =
              PEERS.stream().mapToDouble(peer -> byLibrary.get(peer).get(figure)).max().orElse(0);
          double goal = Math.round(fastest / MOST_TIMES_THE_FASTER_PEER * 10) / 10.0;
          goals.put(figure, goal);
          if (rate < goal) {
            missed.add(figure);
          }
        });
    return new Report("parse", machine(), ours, byLibrary, goals, missed);
  }

  private static String machine() {
    return Runtime.getRuntime().availableProcessors()
        + " processors, Java "
        + Runtime.version()
        + ", "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch");
  }
}
