package dev.mailbridge.tokenservice.provider;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** How a registration proves to its identity provider who it is. */
public sealed interface ClientCredential {
  /** {@code client_secret_post}: the Basic header of the OIDC client isn't percent-encoded. */
  record Secret(String value) implements ClientCredential {
    @Override
    public String toString() {
      return "Secret[value=***]";
    }
  }

  /** {@code private_key_jwt} (RFC 7523), with the certificate's thumbprint as x5t#S256. */
  record Certificate(X509Certificate certificate, PrivateKey key) implements ClientCredential {
    @Override
    public String toString() {
      return "Certificate[key=***]";
    }
  }

  /**
   * A token of another issuer that the provider trusts, such as a projected Kubernetes
   * service-account token.
   *
   * @param tokenFile read anew for each request, since it is replaced in place
   */
  record Federated(Path tokenFile) implements ClientCredential {}

  /** A public client. */
  record None() implements ClientCredential {}
}
