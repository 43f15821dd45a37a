package dev.mailbridge.configservice.oauth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The set-up guide's fields, by its names.
 *
 * @param secret never shown; null keeps the present one
 * @param codeChallengeMethod {@code False} as the guide writes it, {@code plain} or {@code S256}
 * @param secretExpires the day that Entra shows beside the secret, to be warned in time
 * @param graphUrl for a cloud that isn't Microsoft's own, and for DoD, whose end points are the US
 *     government's; null for the others of Microsoft's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    example =
        """
        {"OAUTH2 Port": 3017,
         "OAUTH2 Auth End Point": "https://login.microsoftonline.com/<tenant_id>/oauth2/v2.0/authorize",
         "OAUTH2 Token End Point": "https://login.microsoftonline.com/<tenant_id>/oauth2/v2.0/token",
         "OAUTH2 Mail Client ID": "6d2b9f4e-0c1a-4e56-8b2f-000000000002",
         "OAUTH2 Mail Secret": "…", "OAUTH2 CodeChallenge": "True",
         "OAUTH2 Code Challenge Method": "S256",
         "OAUTH2 Scope": "openid profile offline_access https://outlook.office365.com/SMTP.Send"}
        """)
public record OAuthFields(
    @JsonProperty("OAUTH2 Port") Integer port,
    @JsonProperty("OAUTH2 Auth End Point") String authEndPoint,
    @JsonProperty("OAUTH2 Token End Point") String tokenEndPoint,
    @JsonProperty("OAUTH2 Mail Client ID") String clientId,
    @JsonProperty("OAUTH2 Mail Secret") String secret,
    @JsonProperty("OAUTH2 CodeChallenge") String codeChallenge,
    @JsonProperty("OAUTH2 Code Challenge Method") String codeChallengeMethod,
    @JsonProperty("OAUTH2 Scope") String scope,
    @JsonProperty("OAUTH2 Mail Secret expires") LocalDate secretExpires,
    @JsonProperty("OAUTH2 Graph URL") String graphUrl) {
  /** What the guide enters. */
  public static final String GUIDE_SCOPE =
      "openid profile offline_access https://outlook.office365.com/SMTP.Send"
          + " https://outlook.office365.com/POP.AccessAsUser.All"
          + " https://outlook.office365.com/IMAP.AccessAsUser.All";

  @Override
  public String toString() {
    return "OAuthFields[port=%d, authEndPoint=%s, tokenEndPoint=%s, clientId=%s, secret=***]"
        .formatted(port, authEndPoint, tokenEndPoint, clientId);
  }
}
