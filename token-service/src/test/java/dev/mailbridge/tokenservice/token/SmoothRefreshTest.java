package dev.mailbridge.tokenservice.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.testkit.MutableClock;
import dev.mailbridge.tokenservice.grant.Flow;
import dev.mailbridge.tokenservice.registration.Resource;
import dev.mailbridge.tokenservice.token.TokenCache.Key;
import dev.mailbridge.tokenservice.token.TokenOutcome.Issued;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand mailboxes that were all signed in within the same second, tokens of an hour, the
 * scheduler's own steps of five seconds on a clock that a test moves.
 */
class SmoothRefreshTest {
  private static final Instant START = Instant.parse("2027-01-04T08:00:00Z");
  private static final Duration LIFE = Duration.ofMinutes(60);
  private static final int HOURS = 4;
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final List<Key> KEYS =
      IntStream.range(0, 10_000)
          .mapToObj(i -> new Key(MailboxId.of("mailbox-" + i), Resource.MAIL))
          .toList();

  private final MutableClock clock = new MutableClock(START);
  private final Map<Key, HeldToken> store = new HashMap<>();
  private int issued;
  private final int[] renewalsInMinute = new int[HOURS * 60];

  /** One process with its own memory; the store is what replicas share. */
  private final class Replica {
    private final TokenCache cache = new TokenCache(clock);
    private final RefreshAhead ahead = new RefreshAhead(cache, this::renew, clock);

    private CompletableFuture<TokenOutcome> renew(Key key, Instant expiresAt) {
      if (!store.get(key).expiresAt().isAfter(expiresAt)) {
        store.put(key, issue());
        renewalsInMinute[minute()]++;
      }
      cache.put(key, store.get(key), cache.changes(key.mailbox()));
      return CompletableFuture.completedFuture(new Issued(store.get(key)));
    }

    /** Every mailbox is asked for; what isn't in memory comes from the store. */
    private void readAll() {
      for (Key key : KEYS) {
        if (cache.usable(key, clock.instant()).isEmpty()) {
          assertThat(store.get(key).usableAt(clock.instant())).as("nobody waits").isTrue();
          cache.put(key, store.get(key), cache.changes(key.mailbox()));
          cache.usable(key, clock.instant());
        }
      }
    }
  }

  SmoothRefreshTest() {
    KEYS.forEach(key -> store.put(key, issue()));
  }

  private HeldToken issue() {
    return new HeldToken(
        "token-" + issued++,
        clock.instant(),
        clock.instant().plus(LIFE),
        Flow.AUTHORIZATION_CODE,
        "u",
        "u");
  }

  private int minute() {
    return (int) Duration.between(START, clock.instant()).toMinutes();
  }

  @Test
  void shouldNeverExceedTwiceTheMeanRateWhenAllTokensBeginTogether() {
    run(HOURS * 60, new Replica());

    shouldBeSmooth();
  }

  @Test
  void shouldNeverExceedTwiceTheMeanRateWhenTwoReplicasRenewAndAreStartedAnew() {
    // Given both run for two hours
    run(120, new Replica(), new Replica());

    // When nobody is there for three minutes
    clock.advance(Duration.ofMinutes(3));
    run(HOURS * 60, new Replica(), new Replica());

    // Then
    shouldBeSmooth();
  }

  private void run(int untilMinute, Replica... replicas) {
    for (int step = 0; minute() < untilMinute; step++) {
      for (Replica replica : replicas) {
        if (step % 12 == 0) {
          replica.readAll();
        }
        replica.ahead.renewDue();
      }
      clock.advance(STEP);
    }
  }

  private void shouldBeSmooth() {
    int first = (int) (LIFE.toMinutes() * 0.45);
    int[] counted = IntStream.range(first, HOURS * 60).map(i -> renewalsInMinute[i]).toArray();
    double mean = IntStream.of(counted).average().orElseThrow();
    double peak = IntStream.of(counted).max().orElseThrow();
    assertThat(peak).as("peak, with a mean of " + mean).isLessThanOrEqualTo(2 * mean);
    // And not bought by renewing all the time: at most two a token's life.
    assertThat(mean * LIFE.toMinutes() / KEYS.size()).isBetween(1.0, 2.0);
  }
}
