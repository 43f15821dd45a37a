package dev.mailbridge.tokenservice.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RenewalScheduleTest {
  private static final Duration LIFE = Duration.ofMinutes(60);
  private static final int MAILBOXES = 10_000;
  private static final int HOURS = 8;

  /** Ten thousand mailboxes that were all signed in within the same second. */
  @Test
  void shouldNeverExceedTwiceTheMeanRateWhenAllTokensBeginTogether() {
    Random random = new Random(42);
    Instant start = Instant.EPOCH;
    PriorityQueue<Instant> due = new PriorityQueue<>();
    for (int i = 0; i < MAILBOXES; i++) {
      due.add(renewAt(start, random));
    }
    int[] perMinute = new int[HOURS * 60];
    while (Duration.between(start, due.peek()).toMinutes() < perMinute.length) {
      Instant now = due.poll();
      perMinute[(int) Duration.between(start, now).toMinutes()]++;
      due.add(renewAt(now, random));
    }

    int renewals = 0;
    int peak = 0;
    int first = (int) (LIFE.toMinutes() * 0.45);
    for (int minute = first; minute < perMinute.length; minute++) {
      renewals += perMinute[minute];
      peak = Math.max(peak, perMinute[minute]);
    }
    double mean = (double) renewals / (perMinute.length - first);
    assertThat((double) peak).isLessThan(2 * mean);
    // And not bought by renewing all the time: at most two a token's life.
    assertThat(mean * LIFE.toMinutes() / MAILBOXES).isBetween(1.0, 2.0);
  }

  @Test
  void shouldLeaveSixMinutesAtLeastWhenTheTokenLivesAnHour() {
    assertThat(RenewalSchedule.renewAt(Instant.EPOCH, Instant.EPOCH.plus(LIFE), () -> 1.0))
        .isEqualTo(Instant.EPOCH.plus(Duration.ofMinutes(54)));
    assertThat(RenewalSchedule.renewAt(Instant.EPOCH, Instant.EPOCH.plus(LIFE), () -> 0.0))
        .isEqualTo(Instant.EPOCH.plus(Duration.ofMinutes(27)));
  }

  private static Instant renewAt(Instant issued, Random random) {
    return RenewalSchedule.renewAt(issued, issued.plus(LIFE), random::nextDouble);
  }
}
