package dev.mailbridge.testkit.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lines over numbers, or bars over words.
 *
 * @param x where the values stand
 * @param labels the words under the bars; null for lines
 */
public record Plot(
    String title,
    String xLabel,
    String yLabel,
    List<Double> x,
    List<String> labels,
    List<Series> series) {

  /**
   * One line, or the bars of one colour.
   *
   * @param values as many as there are places; null where there is none
   * @param marks points alone, without a line
   */
  public record Series(String label, List<Double> values, boolean marks) {
    public Series {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }
  }

  public Plot {
    x = List.copyOf(x);
    series = List.copyOf(series);
    for (Series one : series) {
      if (one.values().size() != x.size()) {
        throw new IllegalArgumentException(
            "%s has %d values for %d places".formatted(one.label(), one.values().size(), x.size()));
      }
    }
  }

  public static Plot lines(
      String title, String xLabel, String yLabel, List<Double> x, List<Series> series) {
    return new Plot(title, xLabel, yLabel, x, null, series);
  }

  public static Plot bars(String title, String yLabel, List<String> labels, List<Series> series) {
    List<Double> x = IntStream.range(0, labels.size()).mapToObj(i -> (double) i).toList();
    return new Plot(title, "", yLabel, x, List.copyOf(labels), series);
  }
}
