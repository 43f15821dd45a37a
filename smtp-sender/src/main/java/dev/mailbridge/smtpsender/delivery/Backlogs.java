package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.contracts.MailboxId;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much waits for each mailbox, for those who watch. */
@ApplicationScoped
class Backlogs {
  private final EntityManager entities;
  private final MailboxSenders senders;
  private final OutgoingStatus status;
  private final SendingMeters meters;
  private final Clock clock;

  Backlogs(
      EntityManager entities,
      MailboxSenders senders,
      OutgoingStatus status,
      SendingMeters meters,
      Clock clock) {
    this.entities = entities;
    this.senders = senders;
    this.status = status;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * @param waiting with those that are {@code paused}
   * @param oldest when the oldest mail that may go was accepted, null when none waits
   */
  record Waiting(long waiting, long uncertain, long paused, Instant oldest) {
    static final Waiting NOTHING = new Waiting(0, 0, 0, null);
  }

  @Scheduled(
      every = "10s",
      delayed = "5s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  @Transactional
  void look() {
    Map<MailboxId, Waiting> backlog = read();
    meters.backlog(backlog);
    senders
        .serving()
        .forEach(id -> status.waiting(id, backlog.getOrDefault(id, Waiting.NOTHING).waiting()));
  }

  private Map<MailboxId, Waiting> read() {
    @SuppressWarnings("unchecked")
    List<Object[]> rows =
        entities
            .createNativeQuery(
                """
                select mailbox_id,
                  count(*) filter (where state in ('ACCEPTED', 'DEFERRED', 'PAUSED')),
                  count(*) filter (where state = 'UNCERTAIN'),
                  count(*) filter (where state = 'PAUSED'),
                  min(accepted_at) filter (
                    where state in ('ACCEPTED', 'DEFERRED', 'PAUSED') and due_at <= ?1)
                from outgoing_mail
                where state in ('ACCEPTED', 'DEFERRED', 'PAUSED')
                  or state in ('SENDING', 'UNCERTAIN')
                group by mailbox_id
                """)
            .setParameter(1, clock.instant())
            .getResultList();
    Map<MailboxId, Waiting> backlog = new HashMap<>();
    for (Object[] row : rows) {
      backlog.put(
          MailboxId.of((String) row[0]),
          new Waiting(
              ((Number) row[1]).longValue(),
              ((Number) row[2]).longValue(),
              ((Number) row[3]).longValue(),
              (Instant) row[4]));
    }
    return backlog;
  }
}
