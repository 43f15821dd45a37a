package dev.mailbridge.configservice.settings;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A document by its name. */
@Entity
@Table(name = "setting")
class SettingEntity {
  @Id String name;
  String value;
  long revision;
  Instant updatedAt;
}
