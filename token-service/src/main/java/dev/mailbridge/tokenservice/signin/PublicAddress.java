package dev.mailbridge.tokenservice.signin;

import dev.mailbridge.tokenservice.registration.Registration;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;

/**
 * Under which address the browser sees token-service. A Host header alone is never believed:
 * whoever sends it could have a code sent elsewhere.
 */
@ApplicationScoped
class PublicAddress {
  private static final String TRUSTED_PROXY = "X-Forwarded-Trusted-Proxy";

  private final SignInConfig config;

  PublicAddress(SignInConfig config) {
    this.config = config;
  }

  /** Exactly as registered at the identity provider. */
  String redirectUri(Registration registration, HttpServerRequest request) {
    return Optional.ofNullable(registration.redirectUri())
        .orElseGet(() -> base(request).resolve("./").toString());
  }

  /** The one-time address; on the redirect's own host, or the cookie would not come back. */
  URI signIn(Registration registration, HttpServerRequest request, String code) {
    URI base =
        config.publicUrl().isPresent() || registration.redirectUri() == null
            ? base(request)
            : URI.create(registration.redirectUri()).resolve("/");
    return base.resolve("./sign-in/" + code);
  }

  private URI base(HttpServerRequest request) {
    URI base = config.publicUrl().or(() -> forwarded(request)).orElseGet(config::localUrl);
    return base.getPath().endsWith("/") ? base : URI.create(base + "/");
  }

  private static Optional<URI> forwarded(HttpServerRequest request) {
    boolean trusted =
        "true".equals(request.getHeader(TRUSTED_PROXY))
            && (request.headers().contains("X-Forwarded-Host")
                || request.headers().contains("Forwarded"));
    return trusted
        ? Optional.of(URI.create(request.scheme() + "://" + request.authority()))
        : Optional.empty();
  }
}
