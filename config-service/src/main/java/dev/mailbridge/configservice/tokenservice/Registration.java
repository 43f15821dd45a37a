package dev.mailbridge.configservice.tokenservice;

import java.time.Instant;
import java.util.List;

/**
 * An app registered in Entra, as token-service shows it: without its secret.
 *
 * @param nextCredential takes over when the first one is refused; null when there is none
 * @param enabled never null
 */
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
    Credential nextCredential,
    Boolean enabled,
    List<String> warnings) {

  public Registration {
    enabled = !Boolean.FALSE.equals(enabled);
    scopes = scopes == null ? List.of() : List.copyOf(scopes);
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
  }

  /**
   * @param hint the secret's last characters, the certificate's thumbprint, or the path of the
   *     federated token's file
   */
  public record Credential(String type, Instant expiresAt, String hint) {}
}
