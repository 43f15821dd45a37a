package dev.mailbridge.imappoller.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.imappoller.source.SourceFailure;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class BackoffTest {
  /** Case 21: at most 8 connections in 10 minutes. */
  @RepeatedTest(20)
  void shouldConnectSeldomWhenAMailboxStaysUnconnected() {
    Backoff backoff = new Backoff(new Random());
    Duration time = Duration.ZERO;
    int connections = 1;
    while (true) {
      time = time.plus(backoff.next(SourceFailure.MAILBOX_NOT_CONNECTED.firstWait(), null));
      if (time.compareTo(Duration.ofMinutes(10)) > 0) {
        break;
      }
      connections++;
    }
    assertThat(connections).isBetween(3, 8);
  }

  /** Case 21: what the server asks for is kept. */
  @Test
  void shouldWaitAsLongAsTheServerAsks() {
    Duration asked = Duration.ofMillis(299_961);
    assertThat(new Backoff(new Random(1)).next(Duration.ofSeconds(30), asked))
        .isBetween(asked, asked.plusSeconds(1));
  }

  @Test
  void shouldStartAnewAfterASuccess() {
    Backoff backoff = new Backoff(new Random(1));
    for (int i = 0; i < 30; i++) {
      assertThat(backoff.next(Duration.ofSeconds(1), null))
          .isLessThanOrEqualTo(Duration.ofSeconds(450));
    }
    backoff.success();
    assertThat(backoff.next(Duration.ofSeconds(1), null)).isLessThan(Duration.ofSeconds(2));
  }
}
