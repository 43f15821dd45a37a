package dev.mailbridge.tokenservice.audit;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "audit")
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
class AuditEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  private Instant at;
  private String actor;
  private String action;

  @Column(name = "registration_id")
  private String registrationId;

  @Column(name = "mailbox_id")
  private String mailboxId;

  private String purpose;
  private int times;
  private String detail;

  protected AuditEntity() {}

  AuditEntity(
      Instant at,
      String actor,
      String action,
      String registrationId,
      String mailboxId,
      String purpose,
      int times,
      String detail) {
    this.at = at;
    this.actor = actor;
    this.action = action;
    this.registrationId = registrationId;
    this.mailboxId = mailboxId;
    this.purpose = purpose;
    this.times = times;
    this.detail = detail;
  }
}
