package dev.mailbridge.simulator.entra;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWKSet;
import dev.mailbridge.simulator.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;

/** The keys of another token issuer, by its discovery document. */
final class IssuerKeys {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  JWKSet of(URI issuer) throws IOException {
    String base = issuer.toString().replaceAll("/$", "");
    JsonNode discovery =
        Json.MAPPER.readTree(get(URI.create(base + "/.well-known/openid-configuration")));
    try {
      return JWKSet.parse(get(URI.create(discovery.path("jwks_uri").asText())));
    } catch (ParseException | IllegalArgumentException e) {
      throw new IOException("the issuer's keys are not a JWK set", e);
    }
  }

  private static String get(URI address) throws IOException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      return client
          .send(
              HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
