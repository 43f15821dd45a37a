package dev.mailbridge.stack.soak;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How much a value grows: the Theil–Sen slope, which single outliers don't turn. */
final class Slope {
  private Slope() {}

  /**
   * The median of the slopes between all pairs, per unit of x.
   *
   * @param values as many as {@code xs}, at least two
   */
  static double of(List<Double> xs, List<Double> values) {
    List<Double> slopes = new ArrayList<>();
    for (int i = 0; i < xs.size(); i++) {
      for (int j = i + 1; j < xs.size(); j++) {
        if (xs.get(j) > xs.get(i)) {
          slopes.add((values.get(j) - values.get(i)) / (xs.get(j) - xs.get(i)));
        }
      }
    }
    return median(slopes);
  }

  static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
