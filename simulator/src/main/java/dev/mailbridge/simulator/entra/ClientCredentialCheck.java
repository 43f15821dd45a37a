package dev.mailbridge.simulator.entra;

import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.directory.AppSecret;
import dev.mailbridge.simulator.http.Call;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Proves that a request comes from the app that it names: secret, certificate or federated token.
 */
final class ClientCredentialCheck {
  private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private record Basic(String clientId, String secret) {}

  private final ClientAssertionCheck assertions;
  private final Clock clock;

  ClientCredentialCheck(ClientAssertionCheck assertions, Clock clock) {
    this.assertions = assertions;
    this.clock = clock;
  }

  static Optional<String> clientId(Call call) {
    return Optional.ofNullable(call.form().get("client_id"))
        .or(() -> basic(call).map(Basic::clientId));
  }

  void check(Call call, App app, String tenant) {
    Map<String, String> form = call.form();
    String secret =
        Optional.ofNullable(form.get("client_secret"))
            .or(() -> basic(call).map(Basic::secret))
            .orElse(null);
    String assertion = form.get("client_assertion");
    if (secret == null && assertion == null) {
      if (!app.publicClient()) {
        throw Aadsts.of(7000218);
      }
      return;
    }
    if (app.publicClient()) {
      throw Aadsts.of(700025);
    }
    if (assertion != null) {
      if (!JWT_BEARER.equals(form.get("client_assertion_type"))) {
        throw Aadsts.missing("client_assertion_type");
      }
      assertions.check(assertion, app, tenant);
    } else {
      checkSecret(secret, app);
    }
  }

  private void checkSecret(String secret, App app) {
    AppSecret known =
        app.secrets().stream()
            .filter(one -> one.value().equals(secret))
            .findFirst()
            .orElseThrow(
                () ->
                    Aadsts.of(
                        7000215,
                        "Invalid client secret provided. Ensure the secret being sent in the"
                            + " request is the client secret value, not the client secret ID, for a"
                            + " secret added to app '"
                            + app.clientId()
                            + "'."));
    if (!known.validAt(clock.instant())) {
      throw Aadsts.of(
          7000222,
          "The provided client secret keys for app '"
              + app.clientId()
              + "' are expired. Visit the Azure portal to create new keys for your app:"
              + " https://aka.ms/NewClientSecret, or consider using certificate credentials for"
              + " added security: https://aka.ms/certCreds.");
    }
  }

  /** RFC 6749, section 2.3.1: both halves are form-encoded before they are joined. */
  private static Optional<Basic> basic(Call call) {
    return call.header("Authorization")
        .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
        .flatMap(
            value -> {
              try {
                String pair =
                    new String(
                        Base64.getDecoder().decode(value.substring(6).strip()),
                        StandardCharsets.UTF_8);
                int colon = pair.indexOf(':');
                return colon < 0
                    ? Optional.empty()
                    : Optional.of(
                        new Basic(
                            URLDecoder.decode(pair.substring(0, colon), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(colon + 1), StandardCharsets.UTF_8)));
              } catch (IllegalArgumentException e) {
                return Optional.empty();
              }
            });
  }
}
