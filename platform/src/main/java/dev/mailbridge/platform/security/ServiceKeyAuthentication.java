package dev.mailbridge.platform.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** {@code Authorization: Bearer <key>} of a service or an operator script (RFC 6750). */
@ApplicationScoped
class ServiceKeyAuthentication implements HttpAuthenticationMechanism {
  private static final String SCHEME = "Bearer ";
  private final ServiceKeys keys;

  ServiceKeyAuthentication(ServiceKeys keys) {
    this.keys = keys;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identityProviders) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    // A JWT is for OIDC to judge.
    if (header == null || !header.startsWith(SCHEME) || header.indexOf('.') >= 0) {
      return Uni.createFrom().nullItem();
    }
    return keys.holder(header.substring(SCHEME.length()).strip())
        .map(ServiceKeyAuthentication::identity)
        .map(Uni.createFrom()::item)
        .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException()));
  }

  private static SecurityIdentity identity(String holder) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(holder))
        .addRole(holder)
        .build();
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
  }

  /** Before OIDC's, which would refuse a key as a malformed token. */
  @Override
  public int getPriority() {
    return 2 * DEFAULT_PRIORITY;
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of();
  }

  @Override
  public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
    return Uni.createFrom()
        .item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "Bearer"));
  }
}
