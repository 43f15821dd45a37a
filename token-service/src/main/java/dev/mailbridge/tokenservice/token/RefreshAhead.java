package dev.mailbridge.tokenservice.token;

import dev.mailbridge.token.TokenFailure;
import dev.mailbridge.tokenservice.token.TokenCache.Key;
import dev.mailbridge.tokenservice.token.TokenOutcome.Failed;
import dev.mailbridge.tokenservice.token.TokenOutcome.Issued;
import dev.mailbridge.tokenservice.token.TokenOutcome.NoGrant;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Renews tokens that are in use before anybody has to wait for it. */
@ApplicationScoped
class RefreshAhead {
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  private final TokenCache cache;
  private final Renewals renewals;
  private final Clock clock;

  RefreshAhead(TokenCache cache, Renewals renewals, Clock clock) {
    this.cache = cache;
    this.renewals = renewals;
    this.clock = clock;
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void renewDue() {
    cache
        .due(clock.instant())
        .forEach(
            entry ->
                renewals
                    .renew(entry.getKey(), entry.getValue().expiresAt())
                    .thenAccept(outcome -> settle(entry.getKey(), outcome)));
  }

  private void settle(Key key, TokenOutcome outcome) {
    switch (outcome) {
      case Issued _, NoGrant _ -> {
        // The cache holds the new one, or nothing.
      }
      case Failed failed -> cache.postpone(key, again(failed.failure()));
    }
  }

  private Instant again(TokenFailure failure) {
    Instant soonest = clock.instant().plus(AFTER_FAILURE);
    return failure.retryAt() != null && failure.retryAt().isAfter(soonest)
        ? failure.retryAt()
        : soonest;
  }
}
