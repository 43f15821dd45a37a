package dev.mailbridge.configservice.transfer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailbridge.contracts.ContractJson;
import java.util.List;

/**
 * An app registered in Entra; the OAUTH2 fields are the one that is called oauth2-mail. Its secret
 * is not here.
 *
 * @param federatedTokenFile where token-service finds a token of an issuer that Entra trusts; null
 *     for an app with a secret or a certificate
 */
@JsonPropertyOrder({"id", "name", "cloud", "tenantId", "clientId"})
public record App(
    String id,
    String name,
    String cloud,
    String tenantId,
    String clientId,
    String authorizationEndpoint,
    String tokenEndpoint,
    String deviceAuthorizationEndpoint,
    String graphUrl,
    List<String> scopes,
    Boolean codeChallenge,
    String codeChallengeMethod,
    String redirectUri,
    Boolean enabled,
    String federatedTokenFile) {
  private static final String CUSTOM = "custom";

  public App {
    scopes = scopes == null ? List.of() : List.copyOf(scopes);
  }

  /** What token-service shows of a registration. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Shown(
      String id,
      String name,
      String cloud,
      String tenantId,
      String clientId,
      String authorizationEndpoint,
      String tokenEndpoint,
      String deviceAuthorizationEndpoint,
      String graphUrl,
      List<String> scopes,
      Boolean codeChallenge,
      String codeChallengeMethod,
      String redirectUri,
      Boolean enabled) {}

  /** The addresses of a cloud that Microsoft runs follow from its name. */
  static App of(JsonNode registration) {
    Shown shown = ContractJson.mapper().convertValue(registration, Shown.class);
    boolean custom = CUSTOM.equals(shown.cloud());
    JsonNode credential = registration.path("credential");
    return new App(
        shown.id(),
        shown.name(),
        shown.cloud(),
        shown.tenantId(),
        shown.clientId(),
        custom ? shown.authorizationEndpoint() : null,
        custom ? shown.tokenEndpoint() : null,
        custom ? shown.deviceAuthorizationEndpoint() : null,
        custom ? shown.graphUrl() : null,
        shown.scopes(),
        shown.codeChallenge(),
        shown.codeChallengeMethod(),
        shown.redirectUri(),
        Boolean.FALSE.equals(shown.enabled()) ? false : null,
        "federated".equals(credential.path("type").asText())
            ? credential.path("hint").asText(null)
            : null);
  }

  /** What this one leaves open is as it was: a document that says less changes nothing. */
  App over(App before) {
    ObjectNode all = ContractJson.mapper().valueToTree(before);
    ContractJson.mapper()
        .valueToTree(this)
        .properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              if (!value.isNull() && !(value.isArray() && value.isEmpty())) {
                all.set(field.getKey(), value);
              }
            });
    return ContractJson.mapper().convertValue(all, App.class);
  }

  /**
   * As token-service takes it.
   *
   * @param secret null keeps the present one
   */
  ObjectNode request(String secret) {
    ObjectNode request = ContractJson.mapper().valueToTree(this);
    request.remove("federatedTokenFile");
    if (federatedTokenFile != null) {
      request.putObject("credential").put("type", "federated").put("tokenFile", federatedTokenFile);
    } else if (secret != null) {
      request.putObject("credential").put("type", "secret").put("secret", secret);
    }
    return request;
  }
}
