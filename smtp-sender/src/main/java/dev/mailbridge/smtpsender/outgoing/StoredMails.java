package dev.mailbridge.smtpsender.outgoing;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.ProjectId;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The stored mails. */
@ApplicationScoped
public class StoredMails implements PanacheRepository<StoredMail> {
  private final NewMails newMails;

  StoredMails(NewMails newMails) {
    this.newMails = newMails;
  }

  /**
   * @return the one that was there before, untouched; empty when the mail is now stored
   */
  Optional<StoredMail> insert(StoredMail mail) {
    return newMails.insert(mail) ? Optional.empty() : find(mail.project(), mail.id());
  }

  public Optional<StoredMail> find(ProjectId project, OutgoingId id) {
    return find(
            "project = :project and outgoingId = :id",
            Parameters.with("project", project.value()).and("id", id.value()))
        .firstResultOptional();
  }

  /** Ids belong to projects: more than one project may have used it. */
  public List<StoredMail> find(OutgoingId id) {
    return list("outgoingId", id.value());
  }

  /** Detached: changes go through {@link OutgoingQueue}. */
  public List<StoredMail> inState(MailboxId mailbox, MailState state) {
    return detached(list("mailboxId = ?1 and state = ?2 order by seq", mailbox.value(), state));
  }

  /** Uncertain mails whose next search is due. */
  public List<StoredMail> uncertainDue(MailboxId mailbox, Instant now, int limit) {
    return detached(
        find(
                "mailboxId = ?1 and state = ?2 and dueAt <= ?3 order by dueAt",
                mailbox.value(),
                MailState.UNCERTAIN,
                now)
            .page(0, limit)
            .list());
  }

  /** The ticket's earlier mails that have left, the latest first. */
  List<StoredMail> earlier(StoredMail mail, int limit) {
    return find(
            "project = ?1 and ticketRef = ?2 and seq < ?3 and messageId is not null"
                + " and state in (?4, ?5) order by seq desc",
            mail.project,
            mail.ticketRef,
            mail.seq,
            MailState.SENT,
            MailState.BOUNCED)
        .page(0, limit)
        .list();
  }

  /** The last one that was sent before then; else the first one after it. */
  public Optional<StoredMail> sentBefore(MailboxId mailbox, Instant then) {
    return find(
            "mailboxId = ?1 and state = ?2 and messageId is not null and settledAt <= ?3"
                + " order by settledAt desc",
            mailbox.value(),
            MailState.SENT,
            then)
        .firstResultOptional()
        .or(
            () ->
                find(
                        "mailboxId = ?1 and state = ?2 and messageId is not null"
                            + " order by settledAt",
                        mailbox.value(),
                        MailState.SENT)
                    .firstResultOptional());
  }

  /** By ours, or by the one that the server put in its place. */
  public Optional<StoredMail> withMessageId(String messageId) {
    return find("messageId = ?1 or serverMessageId = ?1", messageId).firstResultOptional();
  }

  /** Waiting mails of other mailboxes than these, accepted before then. */
  public List<StoredMail> waitingElsewhere(
      Collection<MailboxId> mailboxes, Instant acceptedBefore, int limit) {
    // Never empty, as SQL's "in" asks for.
    Set<String> ids = new HashSet<>(Set.of(""));
    mailboxes.forEach(id -> ids.add(id.value()));
    return detached(
        find(
                "state in (?1, ?2, ?3) and acceptedAt < ?4 and mailboxId not in ?5 order by seq",
                MailState.ACCEPTED,
                MailState.DEFERRED,
                MailState.PAUSED,
                acceptedBefore,
                ids)
            .page(0, limit)
            .list());
  }

  /** As {@link OutgoingQueue} wants it. */
  public StoredMail detached(StoredMail mail) {
    getEntityManager().detach(mail);
    return mail;
  }

  private List<StoredMail> detached(List<StoredMail> mails) {
    mails.forEach(getEntityManager()::detach);
    return mails;
  }
}
