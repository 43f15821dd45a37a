package dev.mailbridge.tokenservice.provider;

import java.util.HashMap;
import java.util.Map;

/** What is asked of a token endpoint. Scopes are separated by blanks, of one resource only. */
public sealed interface TokenRequest {
  Map<String, String> parameters();

  /** Its kind, as metrics call it. */
  default String grant() {
    return switch (this) {
      case Refresh _ -> "refresh";
      case Code _ -> "code";
      case ClientCredentials _ -> "client-credentials";
      case DeviceCode _ -> "device-code";
    };
  }

  /** RFC 6749 section 6. */
  record Refresh(String refreshToken, String scope) implements TokenRequest {
    @Override
    public Map<String, String> parameters() {
      return Map.of("scope", scope);
    }

    @Override
    public String toString() {
      return "Refresh[scope=" + scope + "]";
    }
  }

  /**
   * RFC 6749 section 4.1.3 with RFC 7636.
   *
   * @param codeVerifier null without PKCE
   */
  record Code(String code, String redirectUri, String codeVerifier, String scope)
      implements TokenRequest {
    @Override
    public Map<String, String> parameters() {
      Map<String, String> parameters = new HashMap<>();
      parameters.put("code", code);
      parameters.put("redirect_uri", redirectUri);
      parameters.put("scope", scope);
      if (codeVerifier != null) {
        parameters.put("code_verifier", codeVerifier);
      }
      return parameters;
    }

    @Override
    public String toString() {
      return "Code[redirectUri=" + redirectUri + "]";
    }
  }

  /** RFC 6749 section 4.4; an empty scope is left out. */
  record ClientCredentials(String scope) implements TokenRequest {
    @Override
    public Map<String, String> parameters() {
      return scope.isEmpty() ? Map.of() : Map.of("scope", scope);
    }
  }

  /** RFC 8628 section 3.4. */
  record DeviceCode(String deviceCode) implements TokenRequest {
    @Override
    public Map<String, String> parameters() {
      return Map.of("device_code", deviceCode);
    }

    @Override
    public String toString() {
      return "DeviceCode[]";
    }
  }
}
