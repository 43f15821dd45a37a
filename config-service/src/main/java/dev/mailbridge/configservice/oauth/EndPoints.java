package dev.mailbridge.configservice.oauth;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Entra's addresses tell: the cloud and the tenant. Addresses of no known cloud are taken as
 * they are.
 *
 * @param cloud as token-service names it
 * @param tenantId null when the address names none
 */
record EndPoints(String cloud, String tenantId, String authorization, String token) {
  private static final Pattern ENTRA =
      Pattern.compile("https?://([^/]+)/([^/]+)/oauth2/v2\\.0/(?:authorize|token)");
  static final Map<String, String> CLOUDS =
      Map.of(
          "login.microsoftonline.com", "global",
          "login.microsoftonline.us", "us-government",
          "login.partner.microsoftonline.cn", "china",
          "login.chinacloudapi.cn", "china");

  static EndPoints of(String authorization, String token) {
    Matcher entra = ENTRA.matcher(authorization);
    if (!entra.matches()) {
      return new EndPoints("custom", null, authorization, token);
    }
    String cloud =
        token.equals(authorization.replaceFirst("/authorize$", "/token"))
            ? CLOUDS.getOrDefault(entra.group(1), "custom")
            : "custom";
    return new EndPoints(cloud, entra.group(2), authorization, token);
  }

  static String host(String cloud) {
    return switch (cloud == null ? "global" : cloud) {
      case "us-government", "dod" -> "login.microsoftonline.us";
      case "china" -> "login.partner.microsoftonline.cn";
      default -> "login.microsoftonline.com";
    };
  }

  boolean custom() {
    return cloud.equals("custom");
  }

  /** Beside the token endpoint, where Entra has it; null elsewhere. */
  String deviceAuthorization() {
    return tenantId == null ? null : token.replaceFirst("/token$", "/devicecode");
  }
}
