package dev.mailbridge.stack.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlopeTest {
  @Test
  void shouldSeeSteadyGrowthThroughNoise() {
    assertThat(slope(0.5, 3)).isCloseTo(0.5, within(0.1));
  }

  @Test
  void shouldSeeNoGrowthWhenValuesOnlySwing() {
    assertThat(slope(0, 3)).isCloseTo(0, within(0.1));
  }

  @Test
  void shouldNotBeTurnedByOutlier() {
    // Given
    List<Double> xs = new ArrayList<>(List.of(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0));
    List<Double> values = List.of(10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 500.0);
    // When // Then
    assertThat(Slope.of(xs, values)).isZero();
  }

  private static double slope(double growth, double swing) {
    Random random = new Random(1);
    List<Double> xs = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      xs.add((double) i);
      values.add(100 + growth * i + swing * random.nextGaussian());
    }
    return Slope.of(xs, values);
  }
}
