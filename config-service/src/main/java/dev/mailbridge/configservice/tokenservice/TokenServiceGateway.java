package dev.mailbridge.configservice.tokenservice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.configservice.callee.Callee;
import dev.mailbridge.configservice.callee.CalleeException;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks token-service; every failure leaves as a {@link CalleeException}. */
@ApplicationScoped
public class TokenServiceGateway {
  private final TokenServiceApi api;

  TokenServiceGateway(@RestClient TokenServiceApi api) {
    this.api = api;
  }

  public JsonNode registrationList() {
    return Callee.TOKEN_SERVICE.ask(api::registrations);
  }

  public List<Registration> registrations() {
    return list(registrationList(), Registration.class);
  }

  public JsonNode registrationNode(String id) {
    return Callee.TOKEN_SERVICE.ask(() -> api.registration(id));
  }

  public Optional<Registration> registration(String id) {
    return ifPresent(() -> read(registrationNode(id), Registration.class));
  }

  public JsonNode addRegistration(JsonNode registration) {
    return Callee.TOKEN_SERVICE.ask(() -> api.addRegistration(registration));
  }

  public JsonNode changeRegistration(String id, JsonNode registration) {
    return Callee.TOKEN_SERVICE.ask(() -> api.changeRegistration(id, registration));
  }

  public void deleteRegistration(String id) {
    Callee.TOKEN_SERVICE.ask(
        () -> {
          api.deleteRegistration(id);
          return null;
        });
  }

  public JsonNode checkRegistration(String id) {
    return Callee.TOKEN_SERVICE.ask(() -> api.checkRegistration(id));
  }

  public JsonNode grantList() {
    return Callee.TOKEN_SERVICE.ask(api::grants);
  }

  public List<Grant> grants() {
    return list(grantList(), Grant.class);
  }

  public JsonNode grantNode(MailboxId mailbox) {
    return Callee.TOKEN_SERVICE.ask(() -> api.grant(mailbox.value()));
  }

  public Optional<Grant> grant(MailboxId mailbox) {
    return ifPresent(() -> read(grantNode(mailbox), Grant.class));
  }

  public JsonNode putGrant(MailboxId mailbox, JsonNode grant) {
    return Callee.TOKEN_SERVICE.ask(() -> api.putGrant(mailbox.value(), grant));
  }

  /** A grant that isn't there is as good as destroyed. */
  public void deleteGrant(MailboxId mailbox) {
    ifPresent(
        () ->
            Callee.TOKEN_SERVICE.ask(
                () -> {
                  api.deleteGrant(mailbox.value());
                  return null;
                }));
  }

  public JsonNode revokeGrant(MailboxId mailbox) {
    return Callee.TOKEN_SERVICE.ask(() -> api.revokeGrant(mailbox.value()));
  }

  /**
   * @param options null, or {@code {"returnTo": …}}
   */
  public JsonNode signIn(MailboxId mailbox, JsonNode options) {
    return Callee.TOKEN_SERVICE.ask(
        () -> api.signIn(mailbox.value(), options == null ? tree(Map.of()) : options));
  }

  public JsonNode deviceSignIn(MailboxId mailbox) {
    return Callee.TOKEN_SERVICE.ask(() -> api.deviceSignIn(mailbox.value()));
  }

  /**
   * An access token for Graph; token-service keeps it until it expires.
   *
   * @param fresh Graph refused the one before
   */
  public String graphToken(MailboxId grant, boolean fresh) {
    return Callee.TOKEN_SERVICE
        .ask(() -> api.accessToken(grant.value(), "graph", fresh))
        .path("accessToken")
        .asText();
  }

  public static JsonNode tree(Object value) {
    return ContractJson.mapper().valueToTree(value);
  }

  private static <T> Optional<T> ifPresent(Supplier<T> question) {
    try {
      return Optional.ofNullable(question.get());
    } catch (CalleeException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static <T> List<T> list(JsonNode nodes, Class<T> type) {
    return StreamSupport.stream(nodes.spliterator(), false).map(node -> read(node, type)).toList();
  }

  private static <T> T read(JsonNode node, Class<T> type) {
    return ContractJson.mapper().convertValue(node, type);
  }
}
