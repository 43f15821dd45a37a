package dev.mailbridge.tokenservice.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpiryWarningTest {
  private static final Instant END = Instant.parse("2027-06-30T00:00:00Z");

  @Test
  void shouldWarnAtEachStepWhenTheEndComesNearer() {
    // When every day of the last hundred is looked at
    List<Long> stepsBegunOn = new ArrayList<>();
    Instant since = null;
    for (long day = 100; day >= 0; day--) {
      Instant now = END.minus(Duration.ofDays(day));
      Instant begun = ExpiryWarning.of(END, now).map(ExpiryWarning::since).orElse(null);
      if (begun != null && !begun.equals(since)) {
        stepsBegunOn.add(day);
        since = begun;
      }
    }

    // Then
    assertThat(stepsBegunOn).containsExactly(60L, 30L, 14L, 7L, 1L);
  }

  @Test
  void shouldNotWarnWhenTheEndIsFar() {
    assertThat(ExpiryWarning.of(END, END.minus(Duration.ofDays(60)).minusSeconds(1))).isEmpty();
  }

  @Test
  void shouldStillWarnWhenTheEndIsPast() {
    assertThat(ExpiryWarning.of(END, END.plus(Duration.ofDays(3))).orElseThrow().daysLeft())
        .isZero();
  }
}
