package dev.mailbridge.smtpsender.outgoing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;

/** What happened to each mail, in order. */
@ApplicationScoped
public class MailHistory {
  /** What an entry tells of. */
  public enum Event {
    /** A try to hand the mail over. */
    ATTEMPT,
    /** A try that its process did not outlive. */
    INTERRUPTED,
    /** A look into Sent Items. */
    SEARCH,
    /** The mail could not go out before it was tried. */
    CHECK,
    BOUNCE,
    CANCEL,
    RETRY,
    CONFIRM
  }

  private final EntityManager entities;

  MailHistory(EntityManager entities) {
    this.entities = entities;
  }

  void add(StoredMail mail, Event event, String actor, String conversation, Instant now) {
    HistoryEntry entry = new HistoryEntry();
    entry.mailSeq = mail.seq;
    entry.mailboxId = mail.mailboxId;
    entry.event = event;
    entry.attempt = mail.attempts;
    entry.recipients = mail.recipients().size();
    entry.state = mail.state;
    entry.reason = mail.reason;
    entry.smtpCode = mail.smtpCode;
    entry.smtpEnhanced = mail.smtpEnhanced;
    entry.smtpText = mail.smtpText;
    entry.actor = actor;
    entry.conversation = conversation == null ? null : conversation.replace('\0', ' ');
    entry.startedAt = mail.attemptStartedAt;
    entry.at = now;
    entities.persist(entry);
  }

  public List<HistoryEntry> of(StoredMail mail) {
    return entities
        .createQuery("from HistoryEntry where mailSeq = :mail order by seq", HistoryEntry.class)
        .setParameter("mail", mail.seq)
        .getResultList();
  }
}
