package dev.mailbridge.tokenservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.tokenservice.provider.ProviderHttp;
import dev.mailbridge.tokenservice.provider.ProviderHttp.Answer;
import dev.mailbridge.tokenservice.provider.ProviderHttp.UnreachableException;
import dev.mailbridge.tokenservice.registration.Registration;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the provider's own description (OpenID Connect Discovery 1.0) and compares it with the
 * registration.
 */
@ApplicationScoped
class Discovery {
  private final ProviderHttp http;

  Discovery(ProviderHttp http) {
    this.http = http;
  }

  /** What came of it. */
  sealed interface Outcome {
    /**
     * @param differences none when all endpoints are as the provider names them
     */
    record Found(URI address, List<String> differences) implements Outcome {
      public Found {
        differences = List.copyOf(differences);
      }
    }

    /** The provider publishes none, and need not. */
    record None(URI address) implements Outcome {}

    /** The provider is there, but not under this tenant, realm or address. */
    record Wrong(String remedy, String traceId) implements Outcome {}

    record Unreachable(String remedy) implements Outcome {}
  }

  Outcome read(Registration registration) {
    DiscoveryAddress address = DiscoveryAddress.of(registration);
    try {
      Answer answer = http.get(address.uri(), null);
      Optional<JsonNode> document = json(answer);
      if (answer.status() == 200 && document.map(d -> d.has("token_endpoint")).orElse(false)) {
        return new Outcome.Found(address.uri(), differences(registration, document.get()));
      }
      if (answer.status() >= 500 || answer.status() == 429) {
        return new Outcome.Unreachable(
            "%s answers %d: try again later.".formatted(address.uri(), answer.status()));
      }
      return address.guessed()
          ? new Outcome.None(address.uri())
          : new Outcome.Wrong(
              "%s answers %d: compare the tenant and the endpoints with the app's overview (Entra: Endpoints)."
                  .formatted(address.uri(), answer.status()),
              document.map(d -> d.path("trace_id").textValue()).orElse(null));
    } catch (UnreachableException e) {
      return new Outcome.Unreachable(e.getMessage() + ".");
    }
  }

  private static Optional<JsonNode> json(Answer answer) {
    try {
      return Optional.ofNullable(ContractJson.mapper().readTree(answer.body()));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Hints, no failures: a tenant has more than one name, and so have its endpoints. */
  private static List<String> differences(Registration registration, JsonNode document) {
    List<String> differences = new ArrayList<>();
    compare(differences, document, "authorization_endpoint", registration.authorizationEndpoint());
    compare(differences, document, "token_endpoint", registration.tokenEndpoint());
    compare(
        differences,
        document,
        "device_authorization_endpoint",
        registration.deviceEndpoint().orElse(null));
    return differences;
  }

  private static void compare(
      List<String> differences, JsonNode document, String member, URI registered) {
    String published = document.path(member).textValue();
    if (published != null && !published.equals(registered == null ? null : registered.toString())) {
      differences.add(
          "The provider's %s is %s, the registration has %s."
              .formatted(
                  member.replace('_', ' '), published, registered == null ? "none" : registered));
    }
  }
}
