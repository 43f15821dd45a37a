package dev.mailbridge.tokenservice.signin;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.tls.TrustedAuthorities;
import dev.mailbridge.tokenservice.grant.GrantProblem;
import dev.mailbridge.tokenservice.registration.Registration;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks for a device code (RFC 8628 section 3.1). */
@ApplicationScoped
class DeviceAuthorization {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final HttpClient http;

  DeviceAuthorization(TrustedAuthorities authorities) {
    http =
        HttpClient.newBuilder()
            .sslContext(authorities.sslContext())
            .connectTimeout(TIMEOUT)
            .build();
  }

  /** The provider's answer, in the provider's names. */
  record Answer(
      String device_code,
      String user_code,
      String verification_uri,
      String message,
      long expires_in,
      Long interval) {
    @Override
    public String toString() {
      return "Answer[user_code=" + user_code + "]";
    }
  }

  Answer start(Registration registration) {
    URI endpoint =
        registration
            .deviceEndpoint()
            .orElseThrow(
                () ->
                    new ProblemException(
                        GrantProblem.INVALID,
                        "The registration %s has no device authorization endpoint: enter one, or sign in with a browser."
                            .formatted(registration.label())));
    String form =
        URLUtils.serializeParameters(
            Map.of(
                "client_id",
                List.of(registration.clientId()),
                "scope",
                List.of(registration.signInScope())));
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new ProblemException(
            GrantProblem.PROVIDER_REFUSED,
            "The identity provider answers %d: allow the device code flow for the app %s, or sign in with a browser."
                .formatted(response.statusCode(), registration.label()));
      }
      return ContractJson.read(response.body(), Answer.class);
    } catch (IOException | UncheckedIOException e) {
      throw new ProblemException(
          GrantProblem.PROVIDER_UNREACHABLE,
          "The identity provider can't be reached at %s: check the network, then try again."
              .formatted(endpoint.getHost()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
