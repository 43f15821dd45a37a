package dev.mailbridge.tokenservice.registration;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * A registration without its secrets.
 *
 * @param warnings what works today but should be looked at
 */
public record RegistrationView(
    String id,
    String name,
    Cloud cloud,
    String tenantId,
    String clientId,
    URI authorizationEndpoint,
    URI tokenEndpoint,
    URI deviceAuthorizationEndpoint,
    URI graphUrl,
    List<String> scopes,
    boolean codeChallenge,
    String codeChallengeMethod,
    String redirectUri,
    CredentialView credential,
    CredentialView nextCredential,
    boolean enabled,
    List<String> warnings) {
  /**
   * @param hint the last three characters of a secret, a certificate's thumbprint or a file's path
   * @param expiresAtSource entered, certificate or graph
   * @param failure why the provider refused it last, null when it didn't
   */
  public record CredentialView(
      CredentialRequest.Type type,
      Instant expiresAt,
      CredentialEntity.ExpirySource expiresAtSource,
      String hint,
      String failure) {}
}
