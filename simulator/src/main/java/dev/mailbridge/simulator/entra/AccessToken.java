package dev.mailbridge.simulator.entra;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a valid access token says.
 *
 * @param userId absent for an app's own token
 */
public record AccessToken(
    Resource resource,
    String clientId,
    Optional<String> userId,
    Set<String> scopes,
    Set<String> roles,
    Instant issuedAt,
    Instant expiresAt) {
  public AccessToken {
    scopes = Set.copyOf(scopes);
    roles = Set.copyOf(roles);
  }
}
