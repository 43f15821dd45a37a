package dev.mailbridge.tokenservice.provider;

import dev.mailbridge.tokenservice.provider.ClientCredential.Certificate;
import dev.mailbridge.tokenservice.provider.ClientCredential.Federated;
import dev.mailbridge.tokenservice.provider.ClientCredential.None;
import dev.mailbridge.tokenservice.provider.ClientCredential.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** The form fields by which a registration proves who it is. */
@ApplicationScoped
public class ClientAuthentication {
  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final Clock clock;

  ClientAuthentication(Clock clock) {
    this.clock = clock;
  }

  /**
   * RFC 6749 section 2.3.1 and RFC 7523 section 2.2.
   *
   * @throws IOException when the federated token file can't be read
   */
  public Map<String, String> of(ProviderApp app) throws IOException {
    return app.credential() instanceof Secret secret
        ? Map.of("client_secret", secret.value())
        : assertion(app);
  }

  /** Only what the OIDC client doesn't add by itself: it knows the secret. */
  Map<String, String> assertion(ProviderApp app) throws IOException {
    return switch (app.credential()) {
      case Secret _, None _ -> Map.of();
      case Certificate certificate ->
          assertion(
              ClientAssertion.sign(
                  certificate, app.clientId(), app.tokenEndpoint(), clock.instant()));
      case Federated federated -> assertion(read(federated.tokenFile()));
    };
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).strip();
  }

  private static Map<String, String> assertion(String assertion) {
    return Map.of("client_assertion_type", ASSERTION_TYPE, "client_assertion", assertion);
  }
}
