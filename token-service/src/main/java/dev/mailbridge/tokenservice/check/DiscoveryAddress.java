package dev.mailbridge.tokenservice.check;

import dev.mailbridge.tokenservice.registration.Cloud;
import dev.mailbridge.tokenservice.registration.Registration;
import java.net.URI;

/**
 * Where a provider describes itself.
 *
 * @param guessed nothing says that there is a description at this address
 */
record DiscoveryAddress(URI uri, boolean guessed) {
  private static final String DOCUMENT = "/.well-known/openid-configuration";
  private static final String ENTRA = "/oauth2/v2.0/token";
  private static final String KEYCLOAK = "/protocol/openid-connect/token";

  static DiscoveryAddress of(Registration registration) {
    if (registration.cloud() == Cloud.GOOGLE) {
      return new DiscoveryAddress(URI.create("https://accounts.google.com" + DOCUMENT), false);
    }
    String token = registration.tokenEndpoint().toString();
    if (token.endsWith(ENTRA)) {
      return before(token, ENTRA, "/v2.0" + DOCUMENT);
    }
    if (token.endsWith(KEYCLOAK)) {
      return before(token, KEYCLOAK, DOCUMENT);
    }
    return new DiscoveryAddress(registration.tokenEndpoint().resolve(DOCUMENT), true);
  }

  private static DiscoveryAddress before(String token, String ending, String document) {
    String base = token.substring(0, token.length() - ending.length());
    return new DiscoveryAddress(URI.create(base + document), false);
  }
}
