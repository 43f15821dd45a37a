package dev.mailbridge.stack.chaos;

import dev.mailbridge.testkit.report.Plot;
import dev.mailbridge.testkit.report.ReportPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;

/** What {@code --html} writes: how each run went, and what fell over it. */
final class ChaosPage {
  private ChaosPage() {}

  static void write(ChaosReport report, Path file) throws IOException {
    ReportPage page = new ReportPage("./chaos");
    page.text(report.machine());
    page.table(
        List.of("seed", "faults", "mails", "replies", "uncertain", "settled after s", "books"),
        report.runs().stream()
            .map(
                run ->
                    List.of(
                        Long.toString(run.seed()),
                        Integer.toString(run.plan().size()),
                        Integer.toString(run.mails()),
                        Integer.toString(run.replies()),
                        Integer.toString(run.uncertain()),
                        Long.toString(run.settledAfter()),
                        run.verdict()))
            .toList());
    for (ChaosResult run : report.runs()) {
      if (!run.samples().isEmpty()) {
        page.plot(plot(run));
      }
      page.table(List.of("plan of seed " + run.seed()), run.plan().stream().map(List::of).toList());
    }
    page.write(file);
  }

  private static Plot plot(ChaosResult run) {
    List<Sample> samples = run.samples();
    return Plot.lines(
        "Seed " + run.seed(),
        "seconds since the load began",
        "mails",
        samples.stream().map(Sample::second).toList(),
        List.of(
            series("mails in", samples, Sample::in),
            series("seen on the topic and answered", samples, Sample::answered),
            series("replies reported sent", samples, Sample::sent),
            new Plot.Series("a fault begins", faults(run), true)));
  }

  private static Plot.Series series(String label, List<Sample> samples, ToIntFunction<Sample> of) {
    return new Plot.Series(
        label, samples.stream().map(sample -> (double) of.applyAsInt(sample)).toList(), false);
  }

  /** Each at the sample that is next to it, on the line of the mails that came in. */
  private static List<Double> faults(ChaosResult run) {
    List<Double> marks = new ArrayList<>(Collections.nCopies(run.samples().size(), null));
    for (String line : run.plan()) {
      double at = Double.parseDouble(line.strip().split(" ", 2)[0]);
      for (int i = 0; i < run.samples().size(); i++) {
        if (run.samples().get(i).second() >= at) {
          marks.set(i, (double) run.samples().get(i).in());
          break;
        }
      }
    }
    return marks;
  }
}
