package dev.mailbridge.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
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
      new ObjectMapper()
          .registerModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT);
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

  /** Adds a figure; its goal and peers are added to what it returns. */
  public Figure figure(String figure, String unit, double value) {
    Figure added = new Figure(figure, unit, value);
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
    return missed().isEmpty() ? 0 : 1;
  }

  String table() {
    StringBuilder table = new StringBuilder();
    table.append("%n./bench %s on %s%n".formatted(name, machine()));
    String row = "%-44s %12s %-10s %-16s %s%n";
    table.append(row.formatted("figure", "measured", "unit", "goal", "peers in the same run"));
    for (Figure figure : figures) {
      String peers =
          figure.peers().entrySet().stream()
              .map(peer -> peer.getKey() + " " + number(peer.getValue()))
              .collect(Collectors.joining(", "));
      table.append(
          row.formatted(
              figure.name(), number(figure.value()), figure.unit(), figure.goal(), peers));
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
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("machine", machine());
    map.put("options", options.values());
    map.put("figures", figures);
    map.put("notes", notes);
    map.put("missed", missed());
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
