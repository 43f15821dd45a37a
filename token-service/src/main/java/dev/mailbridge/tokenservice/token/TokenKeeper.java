package dev.mailbridge.tokenservice.token;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.token.TokenFailure;
import dev.mailbridge.token.TokenFailure.Code;
import dev.mailbridge.tokenservice.registration.Resource;
import dev.mailbridge.tokenservice.token.TokenCache.Key;
import dev.mailbridge.tokenservice.token.TokenOutcome.Failed;
import dev.mailbridge.tokenservice.token.TokenOutcome.Issued;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Tokens from memory, and one attempt at a time for those that aren't there: however many ask, one
 * goes to the database and the provider, and all get its answer.
 */
@ApplicationScoped
class TokenKeeper implements Renewals {
  private static final Logger LOG = Logger.getLogger(TokenKeeper.class);

  /** A caller waits no longer, whatever hangs behind. */
  private static final long LONGEST_WAIT_SECONDS = 33;

  /** Each holds a database connection while the provider answers: leave some for the others. */
  private static final int AT_ONCE = 20;

  private final TokenCache cache;
  private final TokenRefresher refresher;
  private final Clock clock;
  private final Map<Flight, CompletableFuture<TokenOutcome>> flights = new ConcurrentHashMap<>();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore slots = new Semaphore(AT_ONCE);

  /** Those who want something else than a refused token don't join those whom any would do. */
  private record Flight(Key key, Optional<Demand.OtherThan> special) {}

  TokenKeeper(TokenCache cache, TokenRefresher refresher, Clock clock) {
    this.cache = cache;
    this.refresher = refresher;
    this.clock = clock;
  }

  TokenOutcome token(MailboxId mailbox, Resource resource) {
    Key key = new Key(mailbox, resource);
    return cache
        .usable(key, clock.instant())
        .<TokenOutcome>map(Issued::new)
        .orElseGet(() -> await(fly(key, new Demand.Usable())));
  }

  TokenOutcome instead(MailboxId mailbox, Resource resource, Demand.OtherThan refused) {
    Key key = new Key(mailbox, resource);
    return cache
        .usable(key, clock.instant())
        .filter(token -> refused.satisfiedBy(token, clock.instant()))
        .<TokenOutcome>map(Issued::new)
        .orElseGet(() -> await(fly(key, refused)));
  }

  @Override
  public CompletableFuture<TokenOutcome> renew(Key key, Instant expiresAt) {
    return fly(key, new Demand.NewerThan(expiresAt));
  }

  private CompletableFuture<TokenOutcome> fly(Key key, Demand demand) {
    Optional<Demand.OtherThan> special =
        demand instanceof Demand.OtherThan other ? Optional.of(other) : Optional.empty();
    Flight flight = new Flight(key, special);
    CompletableFuture<TokenOutcome> mine = new CompletableFuture<>();
    CompletableFuture<TokenOutcome> underway = flights.putIfAbsent(flight, mine);
    if (underway != null) {
      return underway;
    }
    executor.execute(() -> fly(flight, demand, mine));
    return mine;
  }

  private void fly(Flight flight, Demand demand, CompletableFuture<TokenOutcome> landing) {
    try {
      Key key = flight.key();
      long changes = cache.changes(key.mailbox());
      slots.acquire();
      TokenOutcome outcome;
      try {
        outcome = refresher.obtain(key.mailbox(), key.resource(), demand);
      } finally {
        slots.release();
      }
      if (outcome instanceof Issued issued) {
        cache.put(key, issued.token(), changes);
      }
      land(flight, landing);
      landing.complete(outcome);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      land(flight, landing);
      landing.complete(failed());
    } catch (RuntimeException e) {
      LOG.errorf(e, "No token for mailbox %s", flight.key().mailbox());
      land(flight, landing);
      landing.complete(failed());
    }
  }

  private void land(Flight flight, CompletableFuture<TokenOutcome> landing) {
    flights.remove(flight, landing);
  }

  private TokenOutcome await(CompletableFuture<TokenOutcome> underway) {
    try {
      return underway.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed();
    } catch (ExecutionException | TimeoutException e) {
      return failed();
    }
  }

  private Failed failed() {
    Instant again = clock.instant().plusSeconds(2);
    return new Failed(
        new TokenFailure(
            Code.TRY_LATER,
            "token-service could not get a token now: its database or the identity provider doesn't"
                + " answer. It is asked again by itself; if it lasts, look at token-service's log.",
            null,
            null,
            again));
  }

  @PreDestroy
  void stop() {
    executor.shutdown();
  }
}
