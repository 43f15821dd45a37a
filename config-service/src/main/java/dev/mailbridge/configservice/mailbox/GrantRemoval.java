package dev.mailbridge.configservice.mailbox;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A grant that is still to be destroyed at token-service. */
@Entity
@Table(name = "grant_removal")
class GrantRemoval {
  @Id String mailboxId;
  Instant requestedAt;
  Instant nextAttemptAt;
  int attempts;
  String failure;
}
