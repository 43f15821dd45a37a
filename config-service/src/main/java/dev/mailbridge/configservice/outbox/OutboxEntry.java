package dev.mailbridge.configservice.outbox;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** An event that is still to be published; a payload of null is a tombstone. */
@Entity
@Table(name = "outbox")
class OutboxEntry {
  /** The order of publication. Taken at persist, not at flush. */
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  /** Those of a lower lane overtake; 1 for many events at once. */
  short lane;

  String topic;
  String key;
  String type;
  byte[] payload;
  Instant createdAt;
}
