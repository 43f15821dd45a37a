package dev.mailbridge.tokenservice.registration;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where an identity provider's endpoints are.
 *
 * @see <a
 *     href="https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud">National
 *     clouds</a>
 */
public enum Cloud {
  @JsonProperty("global")
  GLOBAL(microsoft("login.microsoftonline.com", "outlook.office365.com", "graph.microsoft.com")),
  @JsonProperty("us-government")
  US_GOVERNMENT(
      microsoft("login.microsoftonline.us", "outlook.office365.us", "graph.microsoft.us")),
  @JsonProperty("dod")
  DOD(microsoft("login.microsoftonline.us", "outlook-dod.office365.us", "dod-graph.microsoft.us")),
  @JsonProperty("china")
  CHINA(
      microsoft(
          "login.partner.microsoftonline.cn",
          "partner.outlook.cn",
          "microsoftgraph.chinacloudapi.cn")),
  @JsonProperty("google")
  GOOGLE(
      new Preset(
          "https://accounts.google.com/o/oauth2/v2/auth",
          "https://oauth2.googleapis.com/token",
          "https://oauth2.googleapis.com/device/code",
          null,
          null,
          List.of("openid", "email", "https://mail.google.com/"),
          // Google gives a refresh token only to those who ask so.
          Map.of("access_type", "offline", "prompt", "consent"))),
  /** The endpoints that the guide calls OAUTH2 Auth End Point and OAUTH2 Token End Point. */
  @JsonProperty("custom")
  CUSTOM(
      new Preset(
          null,
          null,
          null,
          "https://outlook.office365.com",
          "https://graph.microsoft.com",
          mailScopes("https://outlook.office365.com"),
          Map.of()));

  /**
   * @param authorization with {@code {tenant}} in place of the tenant, null when there is no preset
   * @param mail the resource of mail tokens, null outside Microsoft
   * @param graph the resource of Graph tokens, null outside Microsoft
   */
  private record Preset(
      String authorization,
      String token,
      String device,
      String mail,
      String graph,
      List<String> scopes,
      Map<String, String> authorizationParameters) {}

  private final Preset preset;

  Cloud(Preset preset) {
    this.preset = preset;
  }

  private static Preset microsoft(String login, String mail, String graph) {
    String base = "https://" + login + "/{tenant}/oauth2/v2.0/";
    return new Preset(
        base + "authorize",
        base + "token",
        base + "devicecode",
        "https://" + mail,
        "https://" + graph,
        mailScopes("https://" + mail),
        Map.of());
  }

  private static List<String> mailScopes(String mail) {
    return List.of(
        mail + "/IMAP.AccessAsUser.All", mail + "/POP.AccessAsUser.All", mail + "/SMTP.Send");
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Cloud of(String code) {
    return Cloud.valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  boolean needsTenant() {
    return preset.authorization() != null && preset.authorization().contains("{tenant}");
  }

  Optional<URI> authorizationEndpoint(String tenant) {
    return endpoint(preset.authorization(), tenant);
  }

  Optional<URI> tokenEndpoint(String tenant) {
    return endpoint(preset.token(), tenant);
  }

  Optional<URI> deviceEndpoint(String tenant) {
    return endpoint(preset.device(), tenant);
  }

  Optional<String> mailResource() {
    return Optional.ofNullable(preset.mail());
  }

  Optional<String> graphResource() {
    return Optional.ofNullable(preset.graph());
  }

  List<String> scopes() {
    return preset.scopes();
  }

  Map<String, String> authorizationParameters() {
    return preset.authorizationParameters();
  }

  private static Optional<URI> endpoint(String template, String tenant) {
    return Optional.ofNullable(template)
        .map(t -> URI.create(t.replace("{tenant}", tenant == null ? "" : tenant)));
  }
}
