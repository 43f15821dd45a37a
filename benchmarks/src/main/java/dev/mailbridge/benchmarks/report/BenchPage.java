package dev.mailbridge.benchmarks.report;

import dev.mailbridge.testkit.report.Plot;
import dev.mailbridge.testkit.report.ReportPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The figures of one measurement as a page: a table, the goals, and each figure beside its peers.
 */
final class BenchPage {
  private final String title;
  private final List<Figure> figures;
  private final List<String> notes;

  BenchPage(String title, List<Figure> figures, List<String> notes) {
    this.title = title;
    this.figures = figures;
    this.notes = notes;
  }

  void write(Path file) throws IOException {
    ReportPage page = new ReportPage(title);
    page.table(
        List.of("figure", "measured", "goal", "", "peers in the same run"),
        figures.stream().map(BenchPage::row).toList());
    notes.forEach(page::text);
    List<Figure> withGoal =
        figures.stream()
            .filter(figure -> figure.goal().filter(goal -> goal != 0).isPresent())
            .toList();
    if (!withGoal.isEmpty()) {
      page.plot(
          Plot.bars(
              "Measured, as a share of the goal",
              "percent",
              withGoal.stream().map(BenchPage::label).toList(),
              List.of(
                  new Plot.Series(
                      "measured",
                      withGoal.stream()
                          .map(figure -> 100 * figure.value() / figure.goal().orElseThrow())
                          .toList(),
                      false))));
    }
    figures.stream()
        .filter(figure -> !figure.peers().isEmpty())
        .forEach(figure -> page.plot(beside(figure)));
    page.write(file);
  }

  private static List<String> row(Figure figure) {
    return List.of(
        figure.name(),
        BenchReport.number(figure.value()),
        figure.goalInWords(),
        figure.missed() ? "missed" : "",
        figure.peers().entrySet().stream()
            .map(peer -> peer.getKey() + " " + BenchReport.number(peer.getValue()))
            .collect(Collectors.joining(", ")));
  }

  private static String label(Figure figure) {
    return figure.name() + " (" + figure.goalInWords() + ")";
  }

  private static Plot beside(Figure figure) {
    List<String> labels = new ArrayList<>(List.of("measured"));
    List<Double> values = new ArrayList<>(List.of(figure.value()));
    for (Map.Entry<String, Double> peer : figure.peers().entrySet()) {
      labels.add(peer.getKey());
      values.add(peer.getValue());
    }
    return Plot.bars(
        figure.name(), figure.name(), labels, List.of(new Plot.Series("value", values, false)));
  }
}
