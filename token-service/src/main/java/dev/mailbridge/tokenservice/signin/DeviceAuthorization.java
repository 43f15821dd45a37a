package dev.mailbridge.tokenservice.signin;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.tokenservice.grant.GrantProblem;
import dev.mailbridge.tokenservice.provider.ClientAuthentication;
import dev.mailbridge.tokenservice.provider.ProviderHttp;
import dev.mailbridge.tokenservice.provider.ProviderHttp.UnreachableException;
import dev.mailbridge.tokenservice.registration.Registration;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Asks for a device code (RFC 8628 section 3.1). */
@ApplicationScoped
class DeviceAuthorization {
  private final ProviderHttp http;
  private final ClientAuthentication authentication;

  DeviceAuthorization(ProviderHttp http, ClientAuthentication authentication) {
    this.http = http;
    this.authentication = authentication;
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
    try {
      ProviderHttp.Answer response = http.post(endpoint, form(registration));
      if (response.status() != 200) {
        throw new ProblemException(
            GrantProblem.PROVIDER_REFUSED,
            "The identity provider answers %d: allow the device code flow for the app %s, or sign in with a browser."
                .formatted(response.status(), registration.label()));
      }
      return ContractJson.read(response.body(), Answer.class);
    } catch (UnreachableException e) {
      throw new ProblemException(
          GrantProblem.PROVIDER_UNREACHABLE, e.getMessage() + ". Then try again.", e);
    } catch (UncheckedIOException e) {
      throw new ProblemException(
          GrantProblem.PROVIDER_REFUSED,
          "%s gives no device code: compare the registration's device authorization endpoint with the provider's."
              .formatted(endpoint),
          e);
    }
  }

  /** Entra takes device codes without the app's own authentication; RFC 8628 wants it. */
  private Map<String, String> form(Registration registration) {
    Map<String, String> form = new HashMap<>();
    form.put("client_id", registration.clientId());
    form.put("scope", registration.signInScope());
    if (!registration.microsoft()) {
      try {
        form.putAll(authentication.of(registration.app(registration.credentials().getFirst())));
      } catch (IOException e) {
        throw new ProblemException(
            GrantProblem.INVALID,
            "The federated token file of the registration %s can't be read: mount it again."
                .formatted(registration.label()),
            e);
      }
    }
    return form;
  }
}
