package dev.mailbridge.tokenservice.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RenewalScheduleTest {
  private static final Duration LIFE = Duration.ofMinutes(60);
  private static final Instant END = Instant.EPOCH.plus(LIFE);

  @Test
  void shouldLeaveSixMinutesAtLeastWhenTheTokenLivesAnHour() {
    assertThat(renewAt(Instant.EPOCH, 1.0)).isEqualTo(minute(54));
    assertThat(renewAt(Instant.EPOCH, 0.0)).isEqualTo(minute(27));
  }

  @Test
  void shouldSpreadThemAnewWhenTheirMomentHasPassed() {
    assertThat(renewAt(minute(40), 0.0, 1.0)).isEqualTo(minute(57));
    assertThat(renewAt(minute(56), 0.0, 1.0)).isEqualTo(minute(57));
    assertThat(renewAt(minute(59), 0.0, 1.0)).isEqualTo(minute(59));
  }

  @Test
  void shouldPlanTheSameMomentWhenTheTokenIsTheSame() {
    double[] shares = IntStream.range(0, 1000).mapToDouble(i -> share("mailbox-" + i, 0)).toArray();

    assertThat(share("mailbox-7", 0)).isEqualTo(shares[7]);
    assertThat(share("mailbox-7", 1)).isNotEqualTo(shares[7]);
    assertThat(DoubleStream.of(shares).average().orElseThrow()).isBetween(0.45, 0.55);
    assertThat(DoubleStream.of(shares).filter(share -> share < 0.1).count()).isBetween(60L, 140L);
  }

  private static Instant minute(int minute) {
    return Instant.EPOCH.plus(Duration.ofMinutes(minute));
  }

  private static double share(String mailbox, int resource) {
    return RenewalSchedule.shares(mailbox, resource, Instant.EPOCH).getAsDouble();
  }

  private static Instant renewAt(Instant now, double... shares) {
    return RenewalSchedule.renewAt(
        Instant.EPOCH, END, now, DoubleStream.of(shares).iterator()::nextDouble);
  }
}
