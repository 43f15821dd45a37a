package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.smtpsender.delivery.SendingWork.Ended;
import dev.mailbridge.smtpsender.outgoing.StoredMail;
import dev.mailbridge.smtpsender.submission.SendOutcome;
import dev.mailbridge.smtpsender.submission.SubmissionChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** One connection's loop: claim, send, record. */
final class SendingLane implements Runnable {
  private static final Logger LOG = Logger.getLogger(SendingLane.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final MailboxSender sender;
  private final SubmissionChannel channel;
  private final LaneParts parts;
  private long idleSince = System.nanoTime();

  SendingLane(MailboxSender sender, SubmissionChannel channel, LaneParts parts) {
    this.sender = sender;
    this.channel = channel;
    this.parts = parts;
  }

  @Override
  public void run() {
    try (channel) {
      Optional<Ended> ended = Optional.empty();
      while (true) {
        Duration wait = mayClaim() ? sender.takeTurn() : LOOK_AGAIN;
        boolean turn = wait.isZero();
        Optional<StoredMail> mail = record(ended, turn);
        ended = Optional.empty();
        if (mail.isPresent()) {
          ended = Optional.of(send(mail.get()));
        } else {
          if (turn) {
            sender.pace().notUsed();
          }
          if (sender.stopped() || idleFor().compareTo(parts.idleConnection()) > 0) {
            return;
          }
          sender.await(wait.isZero() || wait.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : wait);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sender.leave(channel);
    }
  }

  private boolean mayClaim() {
    return sender.holdsLease() && !sender.stopped();
  }

  private Duration idleFor() {
    return Duration.ofNanos(System.nanoTime() - idleSince);
  }

  /** What has ended is recorded even if the database is away for long: nobody else knows it. */
  private Optional<StoredMail> record(Optional<Ended> ended, boolean claim) {
    while (true) {
      try {
        return parts.work().next(ended, sender.mailbox(), claim);
      } catch (RuntimeException e) {
        LOG.warnf("The queue of %s can't be read just now: %s", sender.id(), e.toString());
        if (ended.isEmpty()) {
          return Optional.empty();
        }
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      }
    }
  }

  private Ended send(StoredMail mail) throws InterruptedException {
    // There may be more: another lane looks.
    sender.wake();
    parts.parallel().acquire();
    try (LogContext ignored = LogContext.of(mail)) {
      SendOutcome outcome =
          parts
              .meters()
              .attempt(
                  mail,
                  () -> parts.attempt().run(mail, sender.mailbox(), channel, sender::holdsLease));
      LOG.debugf("Mail %s: %s", mail.id(), outcome.getClass().getSimpleName());
      concernMailbox(outcome);
      return new Ended(
          mail,
          parts.settlement().settle(mail, outcome, parts.clock().instant()),
          outcome instanceof SendOutcome.Sent ? null : channel.conversation());
    } finally {
      parts.parallel().release();
      sender.pace().sent(mail.recipients().size(), parts.clock().instant());
      idleSince = System.nanoTime();
    }
  }

  private void concernMailbox(SendOutcome outcome) {
    switch (outcome) {
      case SendOutcome.Deferred deferred when deferred.scope() == SendOutcome.Scope.MAILBOX ->
          sender.quiet(deferred.atLeast());
      case SendOutcome.NeedsAdministrator admin when admin.scope() == SendOutcome.Scope.MAILBOX ->
          parts.health().pause(sender, admin);
      case SendOutcome.Sent sent -> parts.health().working(sender);
      case SendOutcome.RefusedRecipients some -> parts.health().working(sender);
      case SendOutcome.Deferred mailAlone -> {}
      case SendOutcome.NeedsAdministrator mailAlone -> {}
      case SendOutcome.Refused refused -> {}
      case SendOutcome.Uncertain uncertain -> {}
    }
  }
}
