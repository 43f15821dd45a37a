package dev.mailbridge.tokenservice.registration;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@Entity
@Table(name = "registration")
class RegistrationEntity {
  @Id private String id;
  @Version private long revision;
  private String name;
  private String cloud;

  @Column(name = "tenant_id")
  private String tenantId;

  @Column(name = "client_id")
  private String clientId;

  @Column(name = "authorization_endpoint")
  private String authorizationEndpoint;

  @Column(name = "token_endpoint")
  private String tokenEndpoint;

  @Column(name = "device_authorization_endpoint")
  private String deviceAuthorizationEndpoint;

  @Column(name = "graph_url")
  private String graphUrl;

  /** Separated by blanks. */
  private String scopes;

  @Column(name = "scope_warnings")
  private String scopeWarnings;

  @Column(name = "code_challenge")
  private boolean codeChallenge;

  @Column(name = "code_challenge_method")
  private String codeChallengeMethod;

  @Column(name = "redirect_uri")
  private String redirectUri;

  private boolean enabled;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "updated_at")
  private Instant updatedAt;

  protected RegistrationEntity() {}

  RegistrationEntity(String id, Instant createdAt) {
    this.id = id;
    this.createdAt = createdAt;
  }

  void set(RegistrationRequest request, Scopes.Repaired repaired, Instant now) {
    name = request.name().strip();
    cloud = request.cloud().code();
    tenantId = blankToNull(request.tenantId());
    clientId = request.clientId().strip();
    authorizationEndpoint = text(request.authorizationEndpoint());
    tokenEndpoint = text(request.tokenEndpoint());
    deviceAuthorizationEndpoint = text(request.deviceAuthorizationEndpoint());
    graphUrl = text(request.graphUrl());
    scopes = String.join(" ", repaired.scopes());
    scopeWarnings = repaired.warnings().isEmpty() ? null : String.join("\n", repaired.warnings());
    codeChallenge = !Boolean.FALSE.equals(request.codeChallenge());
    codeChallengeMethod = codeChallenge ? method(request.codeChallengeMethod()) : null;
    redirectUri = blankToNull(request.redirectUri());
    enabled = !Boolean.FALSE.equals(request.enabled());
    updatedAt = now;
  }

  private static String method(String given) {
    return "plain".equalsIgnoreCase(given) ? "plain" : "S256";
  }

  private static String text(URI uri) {
    return uri == null ? null : uri.toString();
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static Optional<URI> uri(String text) {
    return Optional.ofNullable(text).map(URI::create);
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  Cloud cloud() {
    return Cloud.of(cloud);
  }

  String clientId() {
    return clientId;
  }

  boolean enabled() {
    return enabled;
  }

  boolean codeChallenge() {
    return codeChallenge;
  }

  String codeChallengeMethod() {
    return codeChallengeMethod;
  }

  String redirectUri() {
    return redirectUri;
  }

  /** What was wrong with the scopes as they were entered last. */
  List<String> scopeWarnings() {
    return scopeWarnings == null ? List.of() : List.of(scopeWarnings.split("\n"));
  }

  List<String> scopes() {
    return scopes.isEmpty() ? List.of() : List.of(scopes.split(" "));
  }

  Optional<URI> authorizationEndpoint() {
    return uri(authorizationEndpoint).or(() -> cloud().authorizationEndpoint(tenantId));
  }

  Optional<URI> tokenEndpoint() {
    return uri(tokenEndpoint).or(() -> cloud().tokenEndpoint(tenantId));
  }

  Optional<URI> deviceEndpoint() {
    return uri(deviceAuthorizationEndpoint).or(() -> cloud().deviceEndpoint(tenantId));
  }

  Optional<URI> graphUrl() {
    return uri(graphUrl).or(() -> cloud().graphResource().map(URI::create));
  }

  String tenantId() {
    return tenantId;
  }

  Instant createdAt() {
    return createdAt;
  }
}
