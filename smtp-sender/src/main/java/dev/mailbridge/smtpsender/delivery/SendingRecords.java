package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.contracts.MailboxId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the stored mails say about mailboxes: who has work, and how much was sent lately. */
@ApplicationScoped
class SendingRecords {
  private final EntityManager entities;
  private final Clock clock;

  SendingRecords(EntityManager entities, Clock clock) {
    this.entities = entities;
    this.clock = clock;
  }

  /** Those with a due mail, with one to look up, or with one that a crash left behind. */
  @Transactional
  @SuppressWarnings("unchecked")
  Set<MailboxId> withWork(Collection<MailboxId> mailboxes) {
    List<String> found =
        entities
            .createNativeQuery(
                """
                select b.id from unnest(cast(?1 as varchar[])) as b(id)
                where exists (select 1 from outgoing_mail where mailbox_id = b.id
                    and state in ('ACCEPTED', 'DEFERRED', 'PAUSED') and priority = 0 and not behind
                    and due_at <= ?2)
                  or exists (select 1 from outgoing_mail where mailbox_id = b.id
                    and state in ('ACCEPTED', 'DEFERRED', 'PAUSED') and priority = 1 and not behind
                    and due_at <= ?2)
                  or exists (select 1 from outgoing_mail where mailbox_id = b.id
                    and state in ('SENDING', 'UNCERTAIN') and state = 'SENDING')
                  or exists (select 1 from outgoing_mail where mailbox_id = b.id
                    and state in ('SENDING', 'UNCERTAIN') and state = 'UNCERTAIN' and due_at <= ?2)
                """)
            .setParameter(1, mailboxes.stream().map(MailboxId::value).toArray(String[]::new))
            .setParameter(2, clock.instant())
            .getResultList();
    return found.stream().map(MailboxId::of).collect(Collectors.toSet());
  }

  /**
   * What a mailbox still has to do.
   *
   * @param dueAt when the next one may go, null when none waits
   */
  record Backlog(long waiting, long uncertain, Instant dueAt) {}

  @Transactional
  Backlog backlog(MailboxId mailbox) {
    Object[] row =
        (Object[])
            entities
                .createNativeQuery(
                    """
                    select count(*) filter (where state <> 'UNCERTAIN'),
                      count(*) filter (where state = 'UNCERTAIN'),
                      min(due_at) filter (where state <> 'UNCERTAIN')
                    from outgoing_mail where mailbox_id = ?1
                      and (state in ('ACCEPTED', 'DEFERRED', 'PAUSED')
                        or state in ('SENDING', 'UNCERTAIN'))
                    """)
                .setParameter(1, mailbox.value())
                .getSingleResult();
    return new Backlog(
        ((Number) row[0]).longValue(), ((Number) row[1]).longValue(), (Instant) row[2]);
  }

  /** Fills a pace with what was sent before. */
  @Transactional
  @SuppressWarnings("unchecked")
  void recall(MailboxId mailbox, MailboxPace pace) {
    Instant now = clock.instant();
    List<Instant> mails =
        entities
            .createNativeQuery(
                """
                select at from mail_history
                where mailbox_id = ?1 and event = 'ATTEMPT' and at > ?2 order by at
                """)
            .setParameter(1, mailbox.value())
            .setParameter(2, now.minus(Duration.ofSeconds(61)))
            .getResultList();
    List<Object[]> recipients =
        entities
            .createNativeQuery(
                """
                select date_trunc('minute', at) as minute, sum(recipients) from mail_history
                where mailbox_id = ?1 and event = 'ATTEMPT' and at > ?2 group by 1 order by 1
                """)
            .setParameter(1, mailbox.value())
            .setParameter(2, now.minus(Duration.ofHours(24)))
            .getResultList();
    pace.remember(
        mails,
        recipients.stream()
            .map(row -> new MailboxPace.Recipients((Instant) row[0], ((Number) row[1]).intValue()))
            .toList());
  }
}
