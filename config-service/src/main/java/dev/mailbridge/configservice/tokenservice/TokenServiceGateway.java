package dev.mailbridge.configservice.tokenservice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks token-service; every failure leaves as a {@link TokenServiceException}. */
@ApplicationScoped
public class TokenServiceGateway {
  private final TokenServiceApi api;

  TokenServiceGateway(@RestClient TokenServiceApi api) {
    this.api = api;
  }

  public JsonNode registrationList() {
    return ask(api::registrations);
  }

  public List<Registration> registrations() {
    return list(registrationList(), Registration.class);
  }

  public JsonNode registrationNode(String id) {
    return ask(() -> api.registration(id));
  }

  public Optional<Registration> registration(String id) {
    return ifPresent(() -> read(registrationNode(id), Registration.class));
  }

  public JsonNode addRegistration(JsonNode registration) {
    return ask(() -> api.addRegistration(registration));
  }

  public JsonNode changeRegistration(String id, JsonNode registration) {
    return ask(() -> api.changeRegistration(id, registration));
  }

  public void deleteRegistration(String id) {
    ask(
        () -> {
          api.deleteRegistration(id);
          return null;
        });
  }

  public JsonNode checkRegistration(String id) {
    return ask(() -> api.checkRegistration(id));
  }

  public JsonNode grantList() {
    return ask(api::grants);
  }

  public List<Grant> grants() {
    return list(grantList(), Grant.class);
  }

  public JsonNode grantNode(MailboxId mailbox) {
    return ask(() -> api.grant(mailbox.value()));
  }

  public Optional<Grant> grant(MailboxId mailbox) {
    return ifPresent(() -> read(grantNode(mailbox), Grant.class));
  }

  public JsonNode putGrant(MailboxId mailbox, JsonNode grant) {
    return ask(() -> api.putGrant(mailbox.value(), grant));
  }

  /** A grant that isn't there is as good as destroyed. */
  public void deleteGrant(MailboxId mailbox) {
    ifPresent(
        () ->
            ask(
                () -> {
                  api.deleteGrant(mailbox.value());
                  return null;
                }));
  }

  public JsonNode revokeGrant(MailboxId mailbox) {
    return ask(() -> api.revokeGrant(mailbox.value()));
  }

  /**
   * @param options null, or {@code {"returnTo": …}}
   */
  public JsonNode signIn(MailboxId mailbox, JsonNode options) {
    return ask(() -> api.signIn(mailbox.value(), options == null ? tree(Map.of()) : options));
  }

  public JsonNode deviceSignIn(MailboxId mailbox) {
    return ask(() -> api.deviceSignIn(mailbox.value()));
  }

  /**
   * An access token for Graph; token-service keeps it until it expires.
   *
   * @param fresh Graph refused the one before
   */
  public String graphToken(MailboxId grant, boolean fresh) {
    return ask(() -> api.accessToken(grant.value(), "graph", fresh)).path("accessToken").asText();
  }

  public static JsonNode tree(Object value) {
    return ContractJson.mapper().valueToTree(value);
  }

  private static <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (ProcessingException e) {
      throw TokenServiceException.unreachable(e);
    }
  }

  private static <T> Optional<T> ifPresent(Supplier<T> question) {
    try {
      return Optional.ofNullable(question.get());
    } catch (TokenServiceException e) {
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
