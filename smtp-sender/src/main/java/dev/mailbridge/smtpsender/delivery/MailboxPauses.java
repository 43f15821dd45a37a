package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.smtpsender.submission.SendReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The mailboxes that wait for an administrator; kept over restarts. */
@ApplicationScoped
class MailboxPauses {
  private final EntityManager entities;

  MailboxPauses(EntityManager entities) {
    this.entities = entities;
  }

  @Transactional
  @SuppressWarnings("unchecked")
  Optional<MailboxPause> find(MailboxId mailbox) {
    List<Object[]> rows =
        entities
            .createNativeQuery(
                """
                select pause_reason, pause_remedy, paused_at, probe_at from sending_mailbox
                where mailbox_id = ?1 and pause_reason is not null
                """)
            .setParameter(1, mailbox.value())
            .getResultList();
    return rows.stream()
        .map(
            row ->
                new MailboxPause(
                    SendReason.valueOf((String) row[0]),
                    (String) row[1],
                    (Instant) row[2],
                    (Instant) row[3]))
        .findFirst();
  }

  @Transactional
  void pause(MailboxId mailbox, MailboxPause pause) {
    entities
        .createNativeQuery(
            """
            update sending_mailbox
            set pause_reason = ?2, pause_remedy = ?3, paused_at = ?4, probe_at = ?5
            where mailbox_id = ?1
            """)
        .setParameter(1, mailbox.value())
        .setParameter(2, pause.reason().name())
        .setParameter(3, pause.remedy())
        .setParameter(4, pause.since())
        .setParameter(5, pause.probeAt())
        .executeUpdate();
  }

  /** Also makes the mailbox's held mails due. */
  @Transactional
  void resume(MailboxId mailbox, Instant now) {
    entities
        .createNativeQuery(
            """
            update sending_mailbox
            set pause_reason = null, pause_remedy = null, paused_at = null, probe_at = null
            where mailbox_id = ?1
            """)
        .setParameter(1, mailbox.value())
        .executeUpdate();
    entities
        .createNativeQuery(
            """
            update outgoing_mail set due_at = ?2
            where mailbox_id = ?1 and state = 'PAUSED' and due_at > ?2
            """)
        .setParameter(1, mailbox.value())
        .setParameter(2, now)
        .executeUpdate();
  }
}
