package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.smtpsender.outgoing.RetryConfig;
import dev.mailbridge.smtpsender.submission.SendOutcome;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Whether a mailbox can send at all, and what its status says. */
@Singleton
class MailboxHealth {
  private static final Logger LOG = Logger.getLogger(MailboxHealth.class);

  private final MailboxPauses pauses;
  private final OutgoingStatus status;
  private final RetryConfig config;
  private final Clock clock;

  MailboxHealth(MailboxPauses pauses, OutgoingStatus status, RetryConfig config, Clock clock) {
    this.pauses = pauses;
    this.status = status;
    this.config = config;
    this.clock = clock;
  }

  void pause(MailboxSender sender, SendOutcome.NeedsAdministrator outcome) {
    Instant now = clock.instant();
    MailboxPause pause =
        new MailboxPause(outcome.reason(), outcome.remedy(), now, now.plus(config.probeInterval()));
    sender.pause(pause);
    pauses.pause(sender.id(), pause);
    status.paused(sender.id(), pause, outcome.reply());
    LOG.warnf("Mailbox %s pauses: %s", sender.id(), outcome.reason());
  }

  /** A mail got through. */
  void working(MailboxSender sender) {
    if (sender.pause() != null) {
      pauses.resume(sender.id(), clock.instant());
      sender.resume();
    }
    status.working(sender.id());
  }

  /** Someone changed something: it may work now. */
  void resume(MailboxId mailbox) {
    pauses.resume(mailbox, clock.instant());
  }
}
