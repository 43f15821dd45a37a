package dev.mailbridge.simulator.entra;

import dev.mailbridge.simulator.directory.User;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

  /** Whether an administrator's revocation hits it; tokens carry whole seconds only. */
  public boolean revokedBy(User user) {
    return user.validFrom()
        .map(from -> issuedAt.isBefore(from.truncatedTo(ChronoUnit.SECONDS)))
        .orElse(false);
  }
}
