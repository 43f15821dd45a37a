package dev.mailbridge.tokenservice.provider;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcEndpoint;
import io.quarkus.oidc.common.OidcEndpoint.Type;
import io.quarkus.oidc.common.OidcRequestFilter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Stops the OIDC client from sending a token request again whose connection broke: the provider may
 * have taken it, and a rotating refresh token that comes twice is dead. The client's own setting
 * can't do that: a retry count of 0 is an illegal argument for it.
 */
@ApplicationScoped
@Unremovable
@OidcEndpoint(Type.TOKEN)
class SentOnce implements OidcRequestFilter {
  private static final String SENT = "mail-bridge.sent";

  @Override
  public Uni<Void> filter(OidcRequestFilterContext request) {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (request.contextProperties().get(SENT) != null) {
                return Uni.createFrom().failure(new IllegalStateException("sent before"));
              }
              request.contextProperties().put(SENT, true);
              return Uni.createFrom().voidItem();
            });
  }
}
