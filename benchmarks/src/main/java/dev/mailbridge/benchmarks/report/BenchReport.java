package dev.mailbridge.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures of one measurement: a table for a person, JSON for a program. */
public final class BenchReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private final String name;
  private final BenchOptions options;
  private final List<Figure> figures = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * An empty report.
   *
   * @param name as in {@code ./bench <name>}
   */
  public BenchReport(String name, BenchOptions options) {
    this.name = name;
    this.options = options;
  }

  /**
   * Adds a figure; its goal and peers are added to what it returns.
   *
   * @param figure its name with the unit in it, such as {@code mails_per_second}, {@code rss_mib}
   */
  public Figure figure(String figure, double value) {
    Figure added = new Figure(figure, value);
    figures.add(added);
    return added;
  }

  /** Adds a line under the table, such as the policy that was measured. */
  public void note(String note) {
    notes.add(note);
  }

  /** The median; of an even count the mean of the middle two. */
  public static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The value that the given share of all values doesn't exceed: nearest rank. */
  public static double percentile(double share, double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  /**
   * Prints the table and writes the files that were asked for.
   *
   * @return the exit status: 0 when every goal was reached, else 1
   */
  public int finish() throws IOException {
    System.out.print(table());
    if (options.json().isPresent()) {
      JSON.writeValue(options.json().get().toFile(), asMap());
    }
    if (options.html().isPresent()) {
      new BenchPage("./bench %s on %s".formatted(name, machine()), figures, notes)
          .write(options.html().get());
    }
    return missed().isEmpty() ? 0 : 1;
  }

  String table() {
    StringBuilder table = new StringBuilder();
    table.append("%n./bench %s on %s%n".formatted(name, machine()));
    String row = "%-52s %12s  %-18s %s%n";
    table.append(row.formatted("figure", "measured", "goal", "peers in the same run"));
    for (Figure figure : figures) {
      String peers =
          figure.peers().entrySet().stream()
              .map(peer -> peer.getKey() + " " + number(peer.getValue()))
              .collect(Collectors.joining(", "));
      table.append(
          row.formatted(figure.name(), number(figure.value()), figure.goalInWords(), peers));
    }
    notes.forEach(note -> table.append(note).append(System.lineSeparator()));
    List<String> missed = missed();
    table.append(
        missed.isEmpty()
            ? "Every goal was reached.%n".formatted()
            : "Missed: %s.%n".formatted(String.join(", ", missed)));
    return table.toString();
  }

  private List<String> missed() {
    return figures.stream().filter(Figure::missed).map(Figure::name).toList();
  }

  private Map<String, Object> asMap() {
    Map<String, Double> values = new LinkedHashMap<>();
    Map<String, Map<String, Double>> peers = new LinkedHashMap<>();
    Map<String, Double> goals = new LinkedHashMap<>();
    for (Figure figure : figures) {
      values.put(figure.name(), figure.value());
      figure.goal().ifPresent(goal -> goals.put(figure.name(), goal));
      figure
          .peers()
          .forEach(
              (peer, reached) ->
                  peers
                      .computeIfAbsent(peer, unused -> new LinkedHashMap<>())
                      .put(figure.name(), reached));
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("machine", machine());
    map.put("options", options.values());
    map.put("figures", values);
    map.put("peers", peers);
    map.put("goals", goals);
    map.put("missed", missed());
    map.put("notes", notes);
    return map;
  }

  static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%,.2f" : "%,.0f", value);
  }

  private static String machine() {
    return "%d processors, Java %s, %s %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            Runtime.version(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"));
  }
}
