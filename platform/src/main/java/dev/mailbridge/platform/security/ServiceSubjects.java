package dev.mailbridge.platform.security;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Gives a service that came with a verified OIDC token its name as a role. */
@ApplicationScoped
class ServiceSubjects implements SecurityIdentityAugmentor {
  private final ServiceKeysConfig config;

  ServiceSubjects(ServiceKeysConfig config) {
    this.config = config;
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    String service =
        identity.getPrincipal() instanceof JsonWebToken token && token.getSubject() != null
            ? config.subjects().get(token.getSubject())
            : null;
    if (service == null) {
      return Uni.createFrom().item(identity);
    }
    return Uni.createFrom()
        .item(
            QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(service))
                .addRole(service)
                .build());
  }
}
