package dev.mailbridge.tokenservice.token;

import dev.mailbridge.token.TokenFailure;

/** What a request for a token comes to. */
sealed interface TokenOutcome {
  record Issued(HeldToken token) implements TokenOutcome {}

  record Failed(TokenFailure failure) implements TokenOutcome {}

  /** The mailbox has no grant at all. */
  record NoGrant(TokenFailure failure) implements TokenOutcome {}
}
