package dev.mailbridge.configservice.deadletter;

import dev.mailbridge.contracts.ContentRef;
import dev.mailbridge.contracts.DeadLetter;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.ProjectId;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "dead_letter")
class DeadLetterEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long number;

  String id;
  String mailboxId;
  String project;
  String source;
  Long uidValidity;
  Long uid;
  String reason;
  String detail;
  String remedy;
  String rawContent;
  Instant at;
  String state;
  Instant settledAt;
  String settledBy;

  HeldLetter view() {
    return new HeldLetter(
        number,
        new DeadLetter(
            id,
            mailboxId == null ? null : MailboxId.of(mailboxId),
            project == null ? null : ProjectId.of(project),
            source,
            uidValidity,
            uid,
            reason,
            detail,
            remedy,
            rawContent == null ? null : ContentRef.of(rawContent),
            at),
        HeldState.of(state).orElseThrow(),
        settledAt,
        settledBy);
  }
}
