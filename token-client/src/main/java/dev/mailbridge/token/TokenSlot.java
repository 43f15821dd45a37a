package dev.mailbridge.token;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.token.TokenFailure.Code;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/**
 * What is known of one mailbox's token for one purpose. At most one request is under way at a time;
 * everybody else waits for its answer. A token leaves only with at least {@link #MIN_LIFE} to live.
 */
final class TokenSlot {
  static final Duration MIN_LIFE = Duration.ofMinutes(2);

  /** From here to the end a newer token is asked for while the old one is still handed out. */
  private static final Duration RENEW_AHEAD = Duration.ofMinutes(5);

  private static final Duration RENEW_PAUSE = Duration.ofSeconds(20);
  private static final Duration PASSWORD_RENEWAL = Duration.ofMinutes(10);
  private static final Duration MAX_FAILURE_HOLD = Duration.ofMinutes(1);
  private static final Duration TERMINAL_HOLD = Duration.ofSeconds(15);
  private static final Duration REFUSED_HOLD = Duration.ofMinutes(1);

  private final MailboxId mailbox;
  private final TokenPurpose purpose;
  private final TokenServiceHttp service;
  private final Executor executor;
  private final Clock clock;

  private TokenResult current;
  private Instant askAgainAt;
  private AccessToken refusedFresh;
  private TokenFailure refusal;
  private CompletableFuture<TokenResult> flight;
  private boolean flightIsFresh;

  TokenSlot(
      MailboxId mailbox,
      TokenPurpose purpose,
      TokenServiceHttp service,
      Executor executor,
      Clock clock) {
    this.mailbox = mailbox;
    this.purpose = purpose;
    this.service = service;
    this.executor = executor;
    this.clock = clock;
  }

  TokenResult get() {
    CompletableFuture<TokenResult> underway;
    synchronized (this) {
      Instant now = clock.instant();
      TokenResult known = known(now);
      if (known instanceof AccessToken token) {
        if (!now.isBefore(askAgainAt)) {
          launch(null);
        }
        return token;
      }
      if (known != null) {
        return known;
      }
      underway = launch(null);
    }
    return await(underway);
  }

  /** As {@link #get()}, but never the refused token. */
  TokenResult insteadOf(AccessToken refused) {
    while (true) {
      CompletableFuture<TokenResult> underway;
      boolean decisive;
      synchronized (this) {
        Instant now = clock.instant();
        switch (known(now)) {
          case AccessToken token when !token.value().equals(refused.value()) -> {
            return token;
          }
          case TokenFailure failure -> {
            return failure;
          }
          case null, default -> {
            // Nothing known that would help: ask.
          }
        }
        if (refusedFresh != null
            && refusedFresh.value().equals(refused.value())
            && now.isBefore(refusal.retryAt())) {
          return refusal;
        }
        underway = launch(refused);
        decisive = flightIsFresh;
      }
      TokenResult result = await(underway);
      if (decisive) {
        return settle(refused, result);
      }
    }
  }

  boolean holdsToken() {
    synchronized (this) {
      return current instanceof AccessToken;
    }
  }

  /** A usable token, a failure that still holds, or null. */
  private TokenResult known(Instant now) {
    return switch (current) {
      case null -> null;
      case AccessToken token when usable(token, now) -> token;
      case AccessToken _ -> null;
      case TokenFailure failure -> now.isBefore(askAgainAt) ? failure : null;
    };
  }

  private static boolean usable(AccessToken token, Instant now) {
    return token.expiresAt() == null || !now.plus(MIN_LIFE).isAfter(token.expiresAt());
  }

  /** Remembers that nothing better than the refused token can be had, so that nobody loops. */
  private synchronized TokenResult settle(AccessToken refused, TokenResult result) {
    switch (result) {
      case AccessToken token when !token.value().equals(refused.value()) -> {
        return token;
      }
      case AccessToken _ -> refusal = refusedAgain();
      case TokenFailure failure when failure.retryAt() != null -> refusal = failure;
      case TokenFailure failure -> {
        return failure;
      }
    }
    refusedFresh = refused;
    return refusal;
  }

  private TokenFailure refusedAgain() {
    return new TokenFailure(
        Code.TRY_LATER,
        "The server refuses a token that was just issued: check that the mailbox exists and is"
            + " licensed, that the protocol is enabled for it, and that the one who signed in"
            + " has full access to it.",
        null,
        null,
        clock.instant().plus(REFUSED_HOLD));
  }

  private CompletableFuture<TokenResult> launch(AccessToken refused) {
    if (flight == null) {
      CompletableFuture<TokenResult> started = new CompletableFuture<>();
      executor.execute(() -> fly(started, refused));
      flight = started;
      flightIsFresh = refused != null;
    }
    return flight;
  }

  /** Runs on a thread of its own: an interrupted caller must not spoil it for the others. */
  private void fly(CompletableFuture<TokenResult> started, AccessToken refused) {
    try {
      started.complete(
          land(
              refused == null
                  ? service.token(mailbox, purpose)
                  : service.fresh(mailbox, purpose, refused)));
    } catch (RuntimeException e) {
      clearFlight();
      started.completeExceptionally(e);
    }
  }

  private synchronized void clearFlight() {
    flight = null;
  }

  private synchronized TokenResult land(TokenResult result) {
    flight = null;
    Instant now = clock.instant();
    switch (result) {
      case AccessToken token when !usable(token, now) -> {
        return new TokenFailure(
            Code.TRY_LATER,
            "token-service handed out a token that is about to expire: compare the clocks of both"
                + " machines.",
            null,
            null,
            now.plus(RENEW_PAUSE));
      }
      case AccessToken token -> {
        current = token;
        askAgainAt = askAgainAt(token, now);
      }
      case TokenFailure failure when failure.code() == Code.TRY_LATER -> {
        Instant again = earlier(failure.retryAt(), now.plus(MAX_FAILURE_HOLD));
        if (!(current instanceof AccessToken token && usable(token, now))) {
          current = failure;
        }
        askAgainAt = again;
      }
      case TokenFailure failure -> {
        current = failure;
        askAgainAt = now.plus(TERMINAL_HOLD);
      }
    }
    return result;
  }

  private static Instant askAgainAt(AccessToken token, Instant now) {
    if (token.expiresAt() == null) {
      return now.plus(PASSWORD_RENEWAL);
    }
    Instant ahead = token.expiresAt().minus(RENEW_AHEAD);
    Instant soonest = now.plus(RENEW_PAUSE);
    return ahead.isAfter(soonest) ? ahead : soonest;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private TokenResult await(CompletableFuture<TokenResult> underway) {
    try {
      return underway.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("this thread was interrupted");
    } catch (ExecutionException e) {
      return failed(e.getCause().getClass().getSimpleName());
    }
  }

  private TokenFailure failed(String reason) {
    return new TokenFailure(
        Code.TRY_LATER,
        "Asking token-service failed (" + reason + "); it is asked again by itself.",
        null,
        null,
        clock.instant().plusSeconds(2));
  }
}
