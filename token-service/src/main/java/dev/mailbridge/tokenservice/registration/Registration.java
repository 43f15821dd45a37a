package dev.mailbridge.tokenservice.registration;

import dev.mailbridge.token.TokenFailure;
import dev.mailbridge.tokenservice.provider.ClientCredential;
import dev.mailbridge.tokenservice.provider.ProviderApp;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A registration ready for use: presets filled in, credentials opened.
 *
 * @param credentials in the order in which they are tried; at least one
 * @param pkce S256, plain, or null for none
 */
public record Registration(
    String id,
    String name,
    String clientId,
    boolean enabled,
    URI authorizationEndpoint,
    URI tokenEndpoint,
    Optional<URI> deviceEndpoint,
    Optional<URI> graphUrl,
    Map<String, String> authorizationParameters,
    String pkce,
    String redirectUri,
    Cloud cloud,
    List<String> ownScopes,
    List<Credential> credentials) {
  /**
   * @param failure why the provider refused it last; null when it may be used
   * @param enteredAt a new secret takes a while to be known everywhere at the provider
   */
  public record Credential(
      String id, ClientCredential value, TokenFailure.Code failure, Instant enteredAt) {}

  /** Its name and client id, as administrators know it. */
  public String label() {
    return "%s (%s)".formatted(name, clientId);
  }

  public ProviderApp app(Credential credential) {
    return new ProviderApp(id, clientId, tokenEndpoint, credential.id(), credential.value());
  }

  private Scopes scopes() {
    return Scopes.of(cloud, ownScopes);
  }

  /** It has nothing to authenticate with. */
  public boolean publicClient() {
    return credentials.stream().allMatch(c -> c.value() instanceof ClientCredential.None);
  }

  public boolean microsoft() {
    return scopes().microsoft();
  }

  /** What a refresh asks for. */
  public String delegatedScope(Resource resource) {
    return scopes().delegated(resource);
  }

  /** What client credentials ask for. */
  public String appOnlyScope(Resource resource) {
    return scopes().appOnly(resource);
  }

  /** What signing in asks for. */
  public String signInScope() {
    return scopes().signIn();
  }

  /** Which token a redeemed code is. */
  public Resource signInResource() {
    return scopes().signInResource();
  }
}
