package dev.mailbridge.smtpsender.outgoing;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingKind;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** A command and its fate. Changed by {@link OutgoingQueue} alone; what it hands out is a copy. */
@Entity
@Table(name = "outgoing_mail")
public class StoredMail {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long seq;

  String project;

  @Column(name = "id")
  String outgoingId;

  @Column(name = "mailbox_id")
  String mailboxId;

  String command;

  @Column(name = "content_hash")
  String contentHash;

  @Enumerated(EnumType.STRING)
  OutgoingKind kind;

  short priority;
  String conversation;

  @Column(name = "ticket_ref")
  String ticketRef;

  String subject;

  /** Message-IDs of the ticket's earlier mails, by spaces; null before the first attempt. */
  String thread;

  String traceparent;

  /** Whom an automatic answer goes to; null for other mails. */
  @Column(name = "auto_recipient")
  String autoRecipient;

  /** Whose mail it is, as of the first attempt; null before. */
  @Column(name = "sender_address")
  String senderAddress;

  @Enumerated(EnumType.STRING)
  MailState state;

  /** JSON: they are always read and written together. */
  String recipients;

  @Column(name = "message_id")
  String messageId;

  @Column(name = "server_message_id")
  String serverMessageId;

  int attempts;

  @Enumerated(EnumType.STRING)
  SendReason reason;

  String remedy;

  @Column(name = "smtp_code")
  Integer smtpCode;

  @Column(name = "smtp_enhanced")
  String smtpEnhanced;

  @Column(name = "smtp_text")
  String smtpText;

  @Column(name = "accepted_at")
  Instant acceptedAt;

  @Column(name = "due_at")
  Instant dueAt;

  @Column(name = "attempt_started_at")
  Instant attemptStartedAt;

  @Column(name = "settled_at")
  Instant settledAt;

  @Column(name = "was_uncertain")
  boolean wasUncertain;

  @Column(name = "uncertain_since")
  Instant uncertainSince;

  short absences;

  /** For Hibernate, and for {@link MailAcceptance}. */
  StoredMail() {}

  /** Takes an update over; it is stored by {@link OutgoingQueue}. */
  void apply(MailUpdate update, Instant now) {
    state = update.state();
    recipients(update.recipients());
    reason = update.reason();
    remedy = update.remedy();
    if (update.reply() != null) {
      smtpCode = update.reply().code();
      smtpEnhanced = update.reply().enhanced();
      smtpText = update.reply().text();
    }
    if (update.serverMessageId() != null) {
      serverMessageId = update.serverMessageId();
    }
    dueAt = update.dueAt() == null ? dueAt : update.dueAt();
    if (state == MailState.UNCERTAIN && uncertainSince == null) {
      uncertainSince = now;
      wasUncertain = true;
    } else if (state != MailState.UNCERTAIN) {
      uncertainSince = null;
      absences = 0;
    }
    settledAt = state.waiting() || state == MailState.UNCERTAIN ? null : now;
  }

  public long seq() {
    return seq;
  }

  public OutgoingId id() {
    return OutgoingId.of(outgoingId);
  }

  public ProjectId project() {
    return ProjectId.of(project);
  }

  public MailboxId mailbox() {
    return MailboxId.of(mailboxId);
  }

  public OutgoingMail command() {
    return ContractJson.read(command.getBytes(StandardCharsets.UTF_8), OutgoingMail.class);
  }

  public String contentHash() {
    return contentHash;
  }

  public MailState state() {
    return state;
  }

  public List<RecipientState> recipients() {
    return RecipientState.read(recipients);
  }

  void recipients(List<RecipientState> next) {
    recipients = RecipientState.write(next);
  }

  /** Ours, null before the first attempt. */
  public String messageId() {
    return messageId;
  }

  /** The one that the server put in place of ours, null when it did not. */
  public String serverMessageId() {
    return serverMessageId;
  }

  /** The project's own reference, null when it gave none. */
  public String ticketRef() {
    return ticketRef;
  }

  public String subject() {
    return subject;
  }

  /** Message-IDs of the ticket's earlier mails, the oldest first. */
  public List<String> thread() {
    return thread == null || thread.isEmpty() ? List.of() : List.of(thread.split(" "));
  }

  /** W3C trace context of the command, null when it had none. */
  public String traceparent() {
    return traceparent;
  }

  public int attempts() {
    return attempts;
  }

  public OutgoingKind kind() {
    return kind;
  }

  public SendReason reason() {
    return reason;
  }

  public String remedy() {
    return remedy;
  }

  /** The server's last answer, null when there was none. */
  public SmtpReply reply() {
    return smtpCode == null ? null : new SmtpReply(smtpCode, smtpEnhanced, smtpText);
  }

  public Instant acceptedAt() {
    return acceptedAt;
  }

  public Instant dueAt() {
    return dueAt;
  }

  public Instant attemptStartedAt() {
    return attemptStartedAt;
  }

  public Instant settledAt() {
    return settledAt;
  }

  /** Whether an answer was lost at least once. */
  public boolean wasUncertain() {
    return wasUncertain;
  }

  public Instant uncertainSince() {
    return uncertainSince;
  }

  /** How often a search that works did not find it. */
  public int absences() {
    return absences;
  }
}
