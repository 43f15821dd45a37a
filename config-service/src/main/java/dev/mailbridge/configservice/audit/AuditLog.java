package dev.mailbridge.configservice.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailbridge.contracts.ContractJson;
import io.quarkus.arc.Arc;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Set;

/** Written in the transaction of the change itself: no change without its entry. */
@ApplicationScoped
public class AuditLog {
  /** Members whose values never reach the log, whatever sends them. */
  private static final Set<String> SECRETS = Set.of("secret", "privateKeyPem", "password");

  private final AuditRepository entries;
  private final SecurityIdentity identity;
  private final Clock clock;

  AuditLog(AuditRepository entries, SecurityIdentity identity, Clock clock) {
    this.entries = entries;
    this.identity = identity;
    this.clock = clock;
  }

  /**
   * @param kind what sort of thing was changed, such as {@code mailbox}
   * @param before null when there was nothing
   * @param after null when there is nothing now
   */
  @Transactional
  public void record(String action, String kind, String subject, Object before, Object after) {
    recordAs(actor(), action, kind, subject, before, after);
  }

  /** For changes that no signed-in person or service makes. */
  @Transactional
  public void recordAs(
      String actor, String action, String kind, String subject, Object before, Object after) {
    AuditEntry entry = new AuditEntry();
    entry.at = clock.instant();
    entry.actor = actor;
    entry.action = action;
    entry.kind = kind;
    entry.subject = subject;
    entry.before = json(before);
    entry.after = json(after);
    entries.persist(entry);
  }

  private String actor() {
    boolean inRequest = Arc.container().requestContext().isActive();
    return inRequest && !identity.isAnonymous() ? identity.getPrincipal().getName() : "system";
  }

  private static String json(Object value) {
    if (value == null) {
      return null;
    }
    ObjectMapper mapper = ContractJson.mapper();
    try {
      return mapper.writeValueAsString(masked(mapper.valueToTree(value)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode masked(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String name : SECRETS) {
        if (object.hasNonNull(name)) {
          object.put(name, "***");
        }
      }
    }
    node.forEach(AuditLog::masked);
    return node;
  }
}
