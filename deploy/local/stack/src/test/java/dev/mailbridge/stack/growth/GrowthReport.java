package dev.mailbridge.stack.growth;

import dev.mailbridge.stack.growth.GrowthRun.Stage;
import dev.mailbridge.testkit.report.Plot;
import dev.mailbridge.testkit.report.ReportPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a mail costs at ten times as much, against once.
 *
 * @param stages of each dimension, from 1 to 10 times
 */
record GrowthReport(Map<String, List<Stage>> stages) {
  private static final double MOST_PERCENT = 15;
  // A mail ten times as large takes more: its octets are what has to cost the same.
  static final String SIZES = "sizes";

  Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    stages.forEach(
        (dimension, measured) -> {
          Stage once = measured.getFirst();
          Stage most = measured.getLast();
          for (Stage stage : measured) {
            String name = "%s_%dx_".formatted(dimension, stage.factor());
            figures.put(name + "ms_per_mail", stage.millisPerMail());
            figures.put(name + "rss_mib", stage.residentMebibytes());
            figures.put(name + "live_heap_mib", stage.heapMebibytes());
          }
          double scale = dimension.equals(SIZES) ? most.factor() : 1;
          String unit = dimension.equals(SIZES) ? "time_per_octet" : "time_per_mail";
          figures.put(
              "%s_%s_growth_percent".formatted(dimension, unit),
              growth(once.millisPerMail(), most.millisPerMail() / scale));
          figures.put(
              dimension + "_memory_growth_percent",
              growth(once.residentMebibytes(), most.residentMebibytes()));
        });
    return figures;
  }

  private static double growth(double once, double most) {
    return 100 * (most - once) / once;
  }

  List<String> missed() {
    List<String> missed = new ArrayList<>();
    figures()
        .forEach(
            (name, value) -> {
              if (isGoal(name) && !(value <= MOST_PERCENT)) {
                missed.add(name);
              }
            });
    return missed;
  }

  private static boolean isGoal(String name) {
    return name.endsWith("_growth_percent");
  }

  String table() {
    StringBuilder table = new StringBuilder("%n./bench growth%n".formatted());
    figures()
        .forEach(
            (name, value) ->
                table.append(
                    "%-46s %10.2f  %s%n"
                        .formatted(
                            name,
                            value,
                            isGoal(name) ? "at most %.0f".formatted(MOST_PERCENT) : "")));
    return table
        .append(
            missed().isEmpty()
                ? "Every goal was reached.%n".formatted()
                : "Missed: %s.%n".formatted(String.join(", ", missed())))
        .toString();
  }

  Map<String, Object> asMap() {
    Map<String, Double> goals = new LinkedHashMap<>();
    figures().keySet().stream()
        .filter(GrowthReport::isGoal)
        .forEach(name -> goals.put(name, MOST_PERCENT));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", "growth");
    map.put(
        "machine",
        "%d processors, Java %s, %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                System.getProperty("os.name")));
    map.put("figures", figures());
    map.put("peers", Map.of());
    map.put("goals", goals);
    map.put("missed", missed());
    return map;
  }

  ReportPage page() {
    ReportPage page = new ReportPage("./bench growth");
    page.table(
        List.of("figure", "measured"),
        figures().entrySet().stream()
            .map(figure -> List.of(figure.getKey(), "%.2f".formatted(figure.getValue())))
            .toList());
    stages.forEach(
        (dimension, measured) -> {
          List<Double> factors = measured.stream().map(stage -> (double) stage.factor()).toList();
          page.plot(
              Plot.lines(
                  "Time per mail, more " + dimension,
                  "times as many",
                  "milliseconds",
                  factors,
                  List.of(
                      new Plot.Series(
                          dimension,
                          measured.stream().map(Stage::millisPerMail).toList(),
                          false))));
          page.plot(
              Plot.lines(
                  "The poller's memory, more " + dimension,
                  "times as many",
                  "MiB",
                  factors,
                  List.of(
                      new Plot.Series(
                          "resident",
                          measured.stream().map(Stage::residentMebibytes).toList(),
                          false),
                      new Plot.Series(
                          "live heap",
                          measured.stream().map(Stage::heapMebibytes).toList(),
                          false))));
        });
    return page;
  }
}
