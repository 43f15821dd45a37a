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

  /** What only DoD's own Graph and Exchange have in their names. */
  private static final Pattern DOD = Pattern.compile("://(dod-graph|outlook-dod)\\.");

  /**
   * @param others Graph's address and the scopes: Entra's are the same for DoD and the rest of the
   *     US government
   */
  static EndPoints of(String authorization, String token, String others) {
    Matcher entra = ENTRA.matcher(authorization);
    if (!entra.matches()) {
      return new EndPoints("custom", null, authorization, token);
    }
    String cloud =
        token.equals(authorization.replaceFirst("/authorize$", "/token"))
            ? CLOUDS.getOrDefault(entra.group(1), "custom")
            : "custom";
    if (cloud.equals(MicrosoftCloud.US_GOVERNMENT.code()) && DOD.matcher(others).find()) {
      cloud = MicrosoftCloud.DOD.code();
    }
    return new EndPoints(cloud, entra.group(2), authorization, token);
  }

  boolean custom() {
    return cloud.equals("custom");
  }

  /** Beside the token endpoint, where Entra has it; null elsewhere. */
  String deviceAuthorization() {
    return tenantId == null ? null : token.replaceFirst("/token$", "/devicecode");
  }
}
