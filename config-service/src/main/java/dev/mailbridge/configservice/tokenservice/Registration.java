package dev.mailbridge.configservice.tokenservice;

import java.time.Instant;
import java.util.List;

/** An app registered in Entra, as token-service shows it: without its secret. */
public record Registration(
    String id,
    String name,
    String cloud,
    String tenantId,
    String clientId,
    String authorizationEndpoint,
    String tokenEndpoint,
    String deviceAuthorizationEndpoint,
    String graphUrl,
    List<String> scopes,
    boolean codeChallenge,
    String codeChallengeMethod,
    String redirectUri,
    Credential credential,
    List<String> warnings) {

  public Registration {
    scopes = scopes == null ? List.of() : List.copyOf(scopes);
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
  }

  /**
   * @param hint the secret's last characters, or the certificate's thumbprint
   */
  public record Credential(String type, Instant expiresAt, String hint) {}
}
