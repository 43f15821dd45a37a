package dev.mailbridge.smtpsender.outgoing;

import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.smtpsender.outgoing.MailHistory.Event;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;

/** The waiting mails of all mailboxes. Each method is part of the caller's transaction. */
@ApplicationScoped
public class OutgoingQueue {
  private static final Logger LOG = Logger.getLogger(OutgoingQueue.class);

  // Mails of one conversation leave one after the other; one that is due later holds up nobody.
  // Those that wait for the claimed one are marked: the claims to come needn't look at each of
  // them. Its own change releases the next (MailChanges), and sees them all, as it comes after.
  static final String CLAIM =
      """
      with next as materialized (
        select m.seq from outgoing_mail m
        where m.mailbox_id = ?2 and m.priority = ?3 and not m.behind and m.due_at <= ?1
          and m.state in ('ACCEPTED', 'DEFERRED', 'PAUSED')
          and (m.conversation is null or not exists (
            select 1 from outgoing_mail e
            where e.mailbox_id = m.mailbox_id and e.conversation = m.conversation
              and e.seq < m.seq and e.priority = m.priority
              and e.state in ('ACCEPTED', 'DEFERRED', 'PAUSED', 'SENDING')
              and (e.due_at <= ?1 or e.attempts > 0)))
        order by m.due_at, m.seq limit ?4
        for update skip locked),
      claimed as (
        update outgoing_mail o
        set state = 'SENDING', attempts = o.attempts + 1, attempt_started_at = ?1
        from next where o.seq = next.seq
        returning o.*),
      held as (
        update outgoing_mail f set behind = true from claimed c
        where f.mailbox_id = c.mailbox_id and f.conversation = c.conversation and f.seq > c.seq
          and f.priority = c.priority and not f.behind
          and f.state in ('ACCEPTED', 'DEFERRED', 'PAUSED')
          and (f.due_at <= ?1 or f.attempts > 0))
      select * from claimed
      """;

  private static final Comparator<StoredMail> IN_ORDER =
      Comparator.comparing((StoredMail mail) -> mail.dueAt).thenComparing(mail -> mail.seq);

  private final EntityManager entities;
  private final MailChanges changes;
  private final DeliveryEvents events;
  private final TicketThread threads;
  private final Clock clock;

  OutgoingQueue(
      EntityManager entities,
      MailChanges changes,
      DeliveryEvents events,
      TicketThread threads,
      Clock clock) {
    this.entities = entities;
    this.changes = changes;
    this.events = events;
    this.threads = threads;
    this.clock = clock;
  }

  /**
   * Takes the next due mails, replies first, at most one of a conversation. Once this is committed,
   * a crash leaves them as {@link MailState#SENDING}: they are then treated as possibly sent.
   */
  public List<StoredMail> claim(MailboxId mailbox, int atMost) {
    List<StoredMail> claimed = new ArrayList<>(claim(mailbox, 0, atMost));
    if (claimed.size() < atMost) {
      claimed.addAll(claim(mailbox, 1, atMost - claimed.size()));
    }
    return claimed;
  }

  private List<StoredMail> claim(MailboxId mailbox, int priority, int atMost) {
    @SuppressWarnings("unchecked")
    List<StoredMail> claimed =
        entities
            .createNativeQuery(CLAIM, StoredMail.class)
            .setParameter(1, clock.instant())
            .setParameter(2, mailbox.value())
            .setParameter(3, priority)
            .setParameter(4, atMost)
            .getResultList();
    claimed.forEach(entities::detach);
    return claimed.stream().sorted(IN_ORDER).toList();
  }

  /** Fixes the id before the first attempt: every later one uses the same. */
  public void identify(StoredMail mail, String messageId, MailAddress sender) {
    mail.messageId = messageId;
    mail.senderAddress = sender.address();
    mail.thread = String.join(" ", threads.before(mail));
  }

  /** Stores what {@link #identify} fixed. */
  public void storeIds(Collection<StoredMail> mails) {
    if (!mails.isEmpty()) {
      changes.storeIds(mails);
    }
  }

  /**
   * Records an attempt's end, with its report and what was said. May be repeated after a failed
   * transaction.
   */
  public void settleAttempt(StoredMail mail, MailUpdate update, String conversation) {
    boolean settled = change(mail, MailState.SENDING, update, Event.ATTEMPT, null, conversation);
    if (!settled && update.state() == MailState.SENT) {
      // Another replica took this one for dead meanwhile; the server's answer is the better proof.
      change(mail, MailState.UNCERTAIN, update, Event.ATTEMPT, null, conversation);
    }
  }

  /**
   * Records a change, with its report, unless the mail has left the state that it was read in.
   *
   * @param actor who did it, null for the sender itself
   * @return whether the change was made
   */
  public boolean change(StoredMail mail, MailUpdate update, Event event, String actor) {
    return change(mail, mail.state, update, event, actor, null);
  }

  private boolean change(
      StoredMail mail,
      MailState before,
      MailUpdate update,
      Event event,
      String actor,
      String conversation) {
    Instant now = clock.instant();
    mail.apply(update, now);
    if (!changes.write(mail, before, event, actor, conversation, now)) {
      LOG.warnf("Mail %s is no longer %s: not changed to %s", mail.outgoingId, before, mail.state);
      return false;
    }
    events.report(mail, now);
    if (mail.state == MailState.SENT && mail.messageId != null) {
      events.sent(mail, MailAddress.of(mail.senderAddress), now);
    }
    return true;
  }

  /** Keeps the id of the draft that is about to be sent, durably once the transaction ends. */
  public void keepDraft(StoredMail mail, String draft) {
    mail.graphDraft = draft;
    entities
        .createQuery("update StoredMail set graphDraft = :draft where seq = :seq")
        .setParameter("draft", draft)
        .setParameter("seq", mail.seq)
        .executeUpdate();
  }

  /** Puts the next look into Sent Items off, without a report. */
  public void searchAgain(StoredMail mail, Instant at, int absences) {
    entities
        .createQuery(
            """
            update StoredMail set dueAt = :at, absences = :absences
            where seq = :seq and state = :uncertain
            """)
        .setParameter("at", at)
        .setParameter("absences", (short) absences)
        .setParameter("seq", mail.seq)
        .setParameter("uncertain", MailState.UNCERTAIN)
        .executeUpdate();
  }
}
