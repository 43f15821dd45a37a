package dev.mailbridge.smtpsender.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailboxPaceTest {
  private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

  @Test
  void shouldGiveThirtyTurnsAMinute() {
    // Given
    MailboxPace pace = new MailboxPace(30, 10_000);

    // When
    int given = turns(pace, NOON, 40, 1);

    // Then
    assertThat(given).isEqualTo(30);
    assertThat(pace.take(NOON.plusSeconds(10))).isEqualTo(Duration.ofSeconds(51));
    assertThat(turns(pace, NOON.plusSeconds(61), 40, 1)).isEqualTo(30);
  }

  @Test
  void shouldCountMailsUnderWay() {
    // Given
    MailboxPace pace = new MailboxPace(2, 10_000);
    pace.take(NOON);
    pace.take(NOON);

    // When
    Duration wait = pace.take(NOON);
    pace.notUsed();

    // Then
    assertThat(wait).isPositive();
    assertThat(pace.take(NOON)).isZero();
  }

  @Test
  void shouldWaitForTheNextDayWhenRecipientsAreUsedUp() {
    // Given
    MailboxPace pace = new MailboxPace(1_000, 10_000);
    turns(pace, NOON, 20, 500);

    // When
    Duration wait = pace.take(NOON.plusSeconds(3_600));

    // Then
    assertThat(wait).isEqualTo(Duration.ofHours(23));
    assertThat(pace.take(NOON.plus(Duration.ofHours(25)))).isZero();
  }

  @Test
  void shouldRememberWhatWasSentBeforeARestart() {
    // Given
    MailboxPace pace = new MailboxPace(30, 10_000);

    // When
    pace.remember(Collections.nCopies(30, NOON), List.of(new MailboxPace.Recipients(NOON, 30)));

    // Then
    assertThat(pace.take(NOON.plusSeconds(1))).isEqualTo(Duration.ofSeconds(60));
  }

  private static int turns(MailboxPace pace, Instant now, int asked, int recipients) {
    int given = 0;
    for (int i = 0; i < asked; i++) {
      if (pace.take(now).isZero()) {
        pace.sent(recipients, now);
        given++;
      }
    }
    return given;
  }
}
