package dev.mailbridge.stack.soak;

import dev.mailbridge.testkit.report.Plot;
import dev.mailbridge.testkit.report.ReportPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What grew, in the shape of the measurements: per hour, by the slope over the time after the
 * warm-up.
 */
record SoakReport(
    Map<String, Double> figures,
    Map<String, Double> goals,
    List<String> missed,
    SoakRun.Result run) {
  /** Code is compiled, pools fill and caches settle in the first part of the time. */
  private static final double WARM_UP = 0.3;

  private static final Map<String, ToDoubleFunction<Vitals>> VALUES = values();
  // Growth per hour that counts as none: as a share of what is there, or this much at least.
  private static final double FLAT = 0.05;
  private static final double LEAST = 3;

  static SoakReport of(int rate, double hours, SoakRun.Result run) {
    Map<String, Double> figures = new LinkedHashMap<>();
    Map<String, Double> goals = new LinkedHashMap<>();
    List<String> missed = new ArrayList<>();
    figures.put("hours", hours);
    figures.put("mails_per_second", run.in() / (hours * 3_600));
    figures.put("mails_in", (double) run.in());
    figures.put("mails_missing", (double) run.in() - run.seen());
    figures.put("mails_doubled", (double) run.doubled());
    figures.put("replies_not_sent", (double) run.in() - run.sent());
    for (String exact : List.of("mails_missing", "mails_doubled", "replies_not_sent")) {
      goals.put(exact, 0.0);
      if (figures.get(exact) != 0) {
        missed.add(exact);
      }
    }
    goals.put("mails_per_second", 0.98 * rate);
    if (figures.get("mails_per_second") < goals.get("mails_per_second")) {
      missed.add("mails_per_second");
    }
    List<SoakRun.Look> warm =
        run.looks().subList((int) (run.looks().size() * WARM_UP), run.looks().size());
    for (String service : SoakRun.SERVICES) {
      VALUES.forEach(
          (value, of) -> {
            List<Double> seen = column(warm, service, of);
            double growth = 60 * Slope.of(warm.stream().map(SoakRun.Look::minute).toList(), seen);
            String name = "%s_%s_growth_per_hour".formatted(service.replace('-', '_'), value);
            double goal = Math.max(LEAST, FLAT * Slope.median(seen));
            figures.put(name, growth);
            goals.put(name, goal);
            if (!(growth <= goal)) {
              missed.add(name);
            }
          });
    }
    return new SoakReport(figures, goals, missed, run);
  }

  String table() {
    StringBuilder table = new StringBuilder("%n./bench soak%n".formatted());
    figures.forEach(
        (name, value) ->
            table.append(
                "%-52s %12.2f  %s%n"
                    .formatted(
                        name,
                        value,
                        goals.containsKey(name) ? "goal %.2f".formatted(goals.get(name)) : "")));
    return table
        .append(
            missed.isEmpty()
                ? "Every goal was reached.%n".formatted()
                : "Missed: %s.%n".formatted(String.join(", ", missed)))
        .toString();
  }

  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", "soak");
    map.put(
        "machine",
        "%d processors, Java %s, %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                System.getProperty("os.name")));
    map.put("figures", figures);
    map.put("peers", Map.of());
    map.put("goals", goals);
    map.put("missed", missed);
    map.put("looks", run.looks());
    return map;
  }

  ReportPage page() {
    ReportPage page = new ReportPage("./bench soak");
    page.table(
        List.of("figure", "measured", "goal"),
        figures.entrySet().stream()
            .map(
                figure ->
                    List.of(
                        figure.getKey(),
                        "%.2f".formatted(figure.getValue()),
                        goals.containsKey(figure.getKey())
                            ? "%.2f".formatted(goals.get(figure.getKey()))
                            : ""))
            .toList());
    List<Double> minutes = run.looks().stream().map(SoakRun.Look::minute).toList();
    VALUES.forEach(
        (value, of) ->
            page.plot(
                Plot.lines(
                    value.replace('_', ' '),
                    "minutes",
                    value.replace('_', ' '),
                    minutes,
                    SoakRun.SERVICES.stream()
                        .map(
                            service ->
                                new Plot.Series(service, column(run.looks(), service, of), false))
                        .toList())));
    return page;
  }

  private static List<Double> column(
      List<SoakRun.Look> looks, String service, ToDoubleFunction<Vitals> of) {
    return looks.stream().map(look -> of.applyAsDouble(look.services().get(service))).toList();
  }

  private static Map<String, ToDoubleFunction<Vitals>> values() {
    Map<String, ToDoubleFunction<Vitals>> values = new LinkedHashMap<>();
    values.put("heap_mib", Vitals::heapMebibytes);
    values.put("threads", Vitals::threads);
    values.put("files", Vitals::files);
    values.put("connections", Vitals::connections);
    return values;
  }
}
