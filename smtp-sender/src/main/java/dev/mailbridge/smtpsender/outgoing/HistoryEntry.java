package dev.mailbridge.smtpsender.outgoing;

import dev.mailbridge.smtpsender.submission.SendReason;
import dev.mailbridge.smtpsender.submission.SmtpReply;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One thing that happened to a mail; never changed. */
@Entity
@Table(name = "mail_history")
public class HistoryEntry {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long seq;

  @Column(name = "mail_seq")
  long mailSeq;

  @Column(name = "mailbox_id")
  String mailboxId;

  @Enumerated(EnumType.STRING)
  MailHistory.Event event;

  int attempt;
  int recipients;

  @Enumerated(EnumType.STRING)
  MailState state;

  @Enumerated(EnumType.STRING)
  SendReason reason;

  @Column(name = "smtp_code")
  Integer smtpCode;

  @Column(name = "smtp_enhanced")
  String smtpEnhanced;

  @Column(name = "smtp_text")
  String smtpText;

  String actor;
  String conversation;

  @Column(name = "started_at")
  Instant startedAt;

  Instant at;

  HistoryEntry() {}

  public MailHistory.Event event() {
    return event;
  }

  public int attempt() {
    return attempt;
  }

  /** As the event left the mail. */
  public MailState state() {
    return state;
  }

  public SendReason reason() {
    return reason;
  }

  public SmtpReply reply() {
    return smtpCode == null ? null : new SmtpReply(smtpCode, smtpEnhanced, smtpText);
  }

  /** Who did it, null for the sender itself. */
  public String actor() {
    return actor;
  }

  /** What was said in an attempt that failed, null otherwise. */
  public String conversation() {
    return conversation;
  }

  public Instant startedAt() {
    return startedAt;
  }

  public Instant at() {
    return at;
  }
}
