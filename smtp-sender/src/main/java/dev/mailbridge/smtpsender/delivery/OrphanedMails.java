package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.smtpsender.mailbox.MailboxDirectory;
import dev.mailbridge.smtpsender.outgoing.MailHistory.Event;
import dev.mailbridge.smtpsender.outgoing.MailState;
import dev.mailbridge.smtpsender.outgoing.MailUpdate;
import dev.mailbridge.smtpsender.outgoing.OutgoingQueue;
import dev.mailbridge.smtpsender.outgoing.StoredMail;
import dev.mailbridge.smtpsender.outgoing.StoredMails;
import dev.mailbridge.smtpsender.submission.SendReason;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Refuses mails whose mailbox doesn't exist or can't send. A minute is given to a definition that
 * is still on its way.
 */
@ApplicationScoped
class OrphanedMails {
  private static final Duration GRACE = Duration.ofMinutes(1);
  private static final int BATCH = 200;

  private final MailboxDirectory directory;
  private final StoredMails mails;
  private final OutgoingQueue queue;
  private final Clock clock;

  OrphanedMails(MailboxDirectory directory, StoredMails mails, OutgoingQueue queue, Clock clock) {
    this.directory = directory;
    this.mails = mails;
    this.queue = queue;
    this.clock = clock;
  }

  @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  @Transactional
  void refuse() {
    if (!directory.complete()) {
      return;
    }
    List<MailboxId> able =
        directory.all().stream()
            .filter(mailbox -> mailbox.outgoing() != null)
            .map(MailboxDefinition::id)
            .toList();
    mails
        .waitingElsewhere(able, clock.instant().minus(GRACE), BATCH)
        .forEach(mail -> queue.change(mail, refused(mail), Event.CHECK, null));
  }

  private MailUpdate refused(StoredMail mail) {
    SendReason reason =
        directory.find(mail.mailbox()).isPresent()
            ? SendReason.CANNOT_SEND
            : SendReason.UNKNOWN_MAILBOX;
    return new MailUpdate(
        MailState.REFUSED,
        mail.recipients().stream()
            .map(r -> r.open() ? r.with(DeliveryState.REFUSED, null) : r)
            .toList(),
        reason,
        reason.remedy(),
        null,
        null,
        null);
  }
}
