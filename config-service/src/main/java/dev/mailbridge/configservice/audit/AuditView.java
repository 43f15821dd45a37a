package dev.mailbridge.configservice.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * @param before null when there was nothing before
 * @param after null when there was nothing afterwards
 */
public record AuditView(
    long id,
    Instant at,
    String actor,
    String action,
    String kind,
    String subject,
    JsonNode before,
    JsonNode after) {
  static AuditView of(AuditEntry entry) {
    return new AuditView(
        entry.id,
        entry.at,
        entry.actor,
        entry.action,
        entry.kind,
        entry.subject,
        tree(entry.before),
        tree(entry.after));
  }

  private static JsonNode tree(String json) {
    try {
      return json == null ? null : ContractJson.mapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
