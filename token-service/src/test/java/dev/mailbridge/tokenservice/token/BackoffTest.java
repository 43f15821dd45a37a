package dev.mailbridge.tokenservice.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void shouldGrowUpToTenMinutesWhenFailuresGoOn() {
    assertThat(Backoff.after(0, null, () -> 1)).isEqualTo(Duration.ofSeconds(2));
    assertThat(Backoff.after(3, null, () -> 1)).isEqualTo(Duration.ofSeconds(16));
    assertThat(Backoff.after(3, null, () -> 0)).isEqualTo(Duration.ofSeconds(8));
    assertThat(Backoff.after(1_000_000, null, () -> 1)).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void shouldWaitAsLongAsTheProviderAsksWhenThatIsLonger() {
    assertThat(Backoff.after(0, Duration.ofMinutes(30), () -> 1)).isEqualTo(Duration.ofMinutes(30));
    assertThat(Backoff.after(8, Duration.ofSeconds(1), () -> 1))
        .isGreaterThan(Duration.ofMinutes(5));
  }
}
