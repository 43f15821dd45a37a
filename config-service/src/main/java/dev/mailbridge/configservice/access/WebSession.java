package dev.mailbridge.configservice.access;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Kept under the hash of its token: who reads the table can't take a session over. */
@Entity
@Table(name = "web_session")
class WebSession {
  @Id String tokenHash;
  String account;
  Instant createdAt;
  Instant lastUsedAt;
}
