package dev.mailbridge.configservice.tokenservice;

import dev.mailbridge.contracts.MailboxId;
import java.time.Instant;

/**
 * What a registration may do for one mailbox, as token-service shows it.
 *
 * @param flow {@code authorization-code}, {@code device-code}, {@code client-credentials} or {@code
 *     password}
 * @param state {@code none}, {@code ready}, {@code failing} or {@code revoked}
 */
public record Grant(
    MailboxId mailboxId,
    String registrationId,
    String flow,
    String signsInAs,
    String mailbox,
    String state,
    Failure failure,
    Instant signedInAt,
    Instant refreshTokenUsedAt,
    Instant expiresAt) {

  public boolean ready() {
    return "ready".equals(state);
  }

  /** Whether a person has to sign in, in a browser or with a code. */
  public boolean needsPerson() {
    return "authorization-code".equals(flow) || "device-code".equals(flow);
  }

  public record Failure(String code, String remedy, String link, String traceId, Instant retryAt) {}
}
