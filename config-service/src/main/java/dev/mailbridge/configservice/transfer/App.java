package dev.mailbridge.configservice.transfer;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailbridge.configservice.tokenservice.Registration;
import dev.mailbridge.contracts.ContractJson;
import java.util.List;

/**
 * An app registered in Entra; the OAUTH2 fields are the one that is called oauth2-mail. Its secret
 * is not here.
 *
 * @param federatedTokenFile where token-service finds a token of an issuer that Entra trusts; null
 *     for an app with a secret or a certificate
 * @param nextFederatedTokenFile the same of the credential that takes over when the first is
 *     refused
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
    String federatedTokenFile,
    String nextFederatedTokenFile) {
  private static final String CUSTOM = "custom";
  private static final String FEDERATED = "federated";

  public App {
    scopes = scopes == null ? List.of() : List.copyOf(scopes);
  }

  /** The addresses of a cloud that Microsoft runs follow from its name. */
  static App of(Registration shown) {
    boolean custom = CUSTOM.equals(shown.cloud());
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
        shown.enabled() ? null : false,
        tokenFile(shown.credential()),
        tokenFile(shown.nextCredential()));
  }

  private static String tokenFile(Registration.Credential credential) {
    return credential != null && FEDERATED.equals(credential.type()) ? credential.hint() : null;
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
   * @param secrets those that are not there yet
   */
  ObjectNode request(AppSecrets secrets) {
    ObjectNode request = ContractJson.mapper().valueToTree(this);
    request.remove(List.of("federatedTokenFile", "nextFederatedTokenFile"));
    put(request, "credential", federatedTokenFile, secrets.present());
    put(request, "nextCredential", nextFederatedTokenFile, secrets.next());
    return request;
  }

  private static void put(ObjectNode request, String slot, String tokenFile, String secret) {
    if (tokenFile != null) {
      request.putObject(slot).put("type", FEDERATED).put("tokenFile", tokenFile);
    } else if (secret != null) {
      request.putObject(slot).put("type", "secret").put("secret", secret);
    }
  }
}
