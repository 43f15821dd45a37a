package dev.mailbridge.tokenservice.grant;

import dev.mailbridge.token.TokenFailure;
import java.net.URI;
import java.time.Instant;

/**
 * A grant without its secrets.
 *
 * @param expiresAt of the mail access token, null when there is none
 */
public record GrantView(
    String mailboxId,
    String registrationId,
    Flow flow,
    String signsInAs,
    String mailbox,
    GrantState state,
    Failure failure,
    Instant signedInAt,
    Instant refreshTokenUsedAt,
    Instant expiresAt) {
  public record Failure(
      TokenFailure.Code code, String remedy, URI link, String traceId, Instant retryAt) {}
}
