package dev.mailbridge.simulator.directory;

import java.util.Set;

/** What one user allowed an app. */
public record Consent(String clientId, String userId, Set<String> permissions) {
  public Consent {
    permissions = Set.copyOf(permissions);
  }
}
