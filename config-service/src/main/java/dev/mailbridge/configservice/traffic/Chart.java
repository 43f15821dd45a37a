package dev.mailbridge.configservice.traffic;

import java.util.ArrayList;
import java.util.List;

/**
 * Bars, oldest first.
 *
 * @param total of all bars
 */
public record Chart(long total, List<Bar> bars) {
  /** The drawing's size, in its own units. */
  static final int HEIGHT = 40;

  static final int BAR_WIDTH = 10;

  /**
   * @param height 0 to {@value Chart#HEIGHT}; a bar that isn't empty can be seen
   */
  public record Bar(int x, int y, int height, long mails) {}

  public Chart {
    bars = List.copyOf(bars);
  }

  static Chart of(long[] mails) {
    long highest = 1;
    long total = 0;
    for (long one : mails) {
      highest = Math.max(highest, one);
      total += one;
    }
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < mails.length; i++) {
      int height = mails[i] == 0 ? 0 : (int) Math.max(2, mails[i] * HEIGHT / highest);
      bars.add(new Bar(i * BAR_WIDTH, HEIGHT - height, height, mails[i]));
    }
    return new Chart(total, bars);
  }

  public int width() {
    return bars.size() * BAR_WIDTH;
  }
}
