package dev.mailbridge.tokenservice.provider;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcEndpoint;
import io.quarkus.oidc.common.OidcEndpoint.Type;
import io.quarkus.oidc.common.OidcResponseFilter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Reads an error answer while its status and headers are still at hand: the OIDC client itself
 * keeps only the body, as an exception's message.
 */
@ApplicationScoped
@Unremovable
@OidcEndpoint(Type.TOKEN)
class TokenEndpointErrors implements OidcResponseFilter {
  @Override
  public Uni<Void> filter(OidcResponseFilterContext response) {
    if (response.statusCode() == 200) {
      return Uni.createFrom().voidItem();
    }
    String body = response.responseBody() == null ? "" : response.responseBody().toString();
    return Uni.createFrom()
        .failure(
            new RefusedException(
                ProviderError.read(
                    response.statusCode(), body, response.responseHeaders().get("Retry-After"))));
  }

  /** Carries the error through the client's pipeline to {@link TokenEndpoint}. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient ProviderError error;

    RefusedException(ProviderError error) {
      super("The token endpoint answered " + error.status());
      this.error = error;
    }

    ProviderError error() {
      return error;
    }
  }
}
