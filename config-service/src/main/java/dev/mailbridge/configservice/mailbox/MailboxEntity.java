package dev.mailbridge.configservice.mailbox;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxDefinition;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The definition as it was published; the other columns are its copies, to search by. */
@Entity
@Table(name = "mailbox")
class MailboxEntity {
  @Id String id;
  String project;
  String address;
  String displayName;
  boolean enabled;
  String definition;
  long revision;
  Instant updatedAt;

  void set(MailboxDefinition mailbox, Instant at) {
    id = mailbox.id().value();
    project = mailbox.project().value();
    address = mailbox.address();
    displayName = mailbox.displayName();
    enabled = mailbox.enabled();
    definition = new String(ContractJson.write(mailbox), StandardCharsets.UTF_8);
    revision = mailbox.revision();
    updatedAt = at;
  }

  MailboxDefinition definition() {
    return ContractJson.read(definition.getBytes(StandardCharsets.UTF_8), MailboxDefinition.class);
  }
}
