package dev.mailbridge.tokenservice.token;

import dev.mailbridge.tokenservice.token.TokenCache.Key;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Gets tokens in the background. */
interface Renewals {
  /**
   * Gets a token that ends later than this, and puts it into the cache.
   *
   * @param expiresAt the end of the held one; {@link Instant#MAX} to ask the provider in any case
   */
  CompletableFuture<TokenOutcome> renew(Key key, Instant expiresAt);
}
