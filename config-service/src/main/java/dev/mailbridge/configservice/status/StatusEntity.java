package dev.mailbridge.configservice.status;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.MailboxStatus;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;

@Entity
@Table(name = "mailbox_status")
@IdClass(StatusEntity.Key.class)
class StatusEntity {
  @Id String mailboxId;
  @Id String facet;
  String state;
  String code;
  String detail;
  String remedy;
  String service;
  Instant since;
  Instant lastSignOfLife;
  Instant at;
  String figures;
  long change;

  record Key(String mailboxId, String facet) implements Serializable {}

  MailboxStatus status() {
    return new MailboxStatus(
        MailboxId.of(mailboxId),
        facet,
        ContractJson.mapper().convertValue(state, MailboxStatus.State.class),
        code,
        detail,
        remedy,
        service,
        since,
        lastSignOfLife,
        at,
        figures());
  }

  private Map<String, Double> figures() {
    try {
      return ContractJson.mapper().readValue(figures, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
