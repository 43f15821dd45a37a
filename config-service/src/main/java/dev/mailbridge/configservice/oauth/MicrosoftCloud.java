package dev.mailbridge.configservice.oauth;

import java.util.Arrays;
import java.util.Optional;

/**
 * Microsoft's clouds, where Entra and Graph have addresses of their own.
 *
 * @see <a
 *     href="https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud">National
 *     clouds</a>
 */
public enum MicrosoftCloud {
  GLOBAL(
      "global",
      "Microsoft 365",
      "https://login.microsoftonline.com",
      "https://graph.microsoft.com"),
  US_GOVERNMENT(
      "us-government",
      "US Government",
      "https://login.microsoftonline.us",
      "https://graph.microsoft.us"),
  /** Its Entra is the US government's; only Graph and Exchange are others. */
  DOD(
      "dod",
      "US Government, DoD",
      "https://login.microsoftonline.us",
      "https://dod-graph.microsoft.us"),
  CHINA(
      "china",
      "China (21Vianet)",
      "https://login.partner.microsoftonline.cn",
      "https://microsoftgraph.chinacloudapi.cn");

  private final String code;
  private final String label;
  private final String authority;
  private final String graphUrl;

  MicrosoftCloud(String code, String label, String authority, String graphUrl) {
    this.code = code;
    this.label = label;
    this.authority = authority;
    this.graphUrl = graphUrl;
  }

  /** Empty for a cloud that isn't Microsoft's. */
  public static Optional<MicrosoftCloud> of(String code) {
    return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
  }

  /** As token-service names it. */
  public String code() {
    return code;
  }

  public String label() {
    return label;
  }

  /** Entra's address, without the tenant. */
  public String authority() {
    return authority;
  }

  public String graphUrl() {
    return graphUrl;
  }
}
