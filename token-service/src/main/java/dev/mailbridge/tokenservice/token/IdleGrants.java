package dev.mailbridge.tokenservice.token;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.tokenservice.grant.GrantRepository;
import dev.mailbridge.tokenservice.registration.Resource;
import dev.mailbridge.tokenservice.token.TokenCache.Key;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Uses refresh tokens that nobody asks for, long before they die of it: after 90 idle days at
 * Entra, and the replacement's days are counted anew.
 */
@ApplicationScoped
class IdleGrants {
  private static final Duration IDLE = Duration.ofDays(30);

  /** In an hour: ten thousand mailboxes that were signed in on one day are through in two weeks. */
  private static final int AT_ONCE = 50;

  private final GrantRepository grants;
  private final TokenKeeper keeper;
  private final Clock clock;

  IdleGrants(GrantRepository grants, TokenKeeper keeper, Clock clock) {
    this.grants = grants;
    this.keeper = keeper;
    this.clock = clock;
  }

  @Scheduled(every = "1h", delayed = "2m")
  @RunOnVirtualThread
  void use() {
    Instant since = clock.instant().minus(IDLE);
    List<String> idle =
        QuarkusTransaction.requiringNew().call(() -> grants.idleSince(since, AT_ONCE));
    CompletableFuture.allOf(
            idle.stream()
                .map(mailbox -> new Key(MailboxId.of(mailbox), Resource.MAIL))
                .map(key -> keeper.renew(key, Instant.MAX))
                .toArray(CompletableFuture[]::new))
        .join();
  }
}
