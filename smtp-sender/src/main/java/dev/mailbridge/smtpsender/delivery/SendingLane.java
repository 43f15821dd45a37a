package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.smtpsender.delivery.SendingWork.Ended;
import dev.mailbridge.smtpsender.outgoing.StoredMail;
import dev.mailbridge.smtpsender.submission.SendOutcome;
import dev.mailbridge.smtpsender.submission.Submission;
import dev.mailbridge.smtpsender.submission.SubmissionChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** One loop of claim, send, record; with the mailbox's others it shares the connections. */
final class SendingLane implements Runnable {
  private static final Logger LOG = Logger.getLogger(SendingLane.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  // It wakes a lane when a mail is due, so that lanes needn't ask the database by themselves.
  private static final Duration DISPATCHER_LOOKS = Duration.ofSeconds(10);

  private final MailboxSender sender;
  private final SharedSteps steps;
  private final LaneParts parts;
  private String conversation;
  private long idleSince = System.nanoTime();

  SendingLane(MailboxSender sender, SharedSteps steps, LaneParts parts) {
    this.sender = sender;
    this.steps = steps;
    this.parts = parts;
  }

  @Override
  public void run() {
    try {
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
          sender.connections().closeIdle();
          sender.await(turn ? DISPATCHER_LOOKS : shorter(wait, LOOK_AGAIN));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sender.leave();
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private boolean mayClaim() {
    return sender.holdsLease() && !sender.stopped();
  }

  private Duration idleFor() {
    return Duration.ofNanos(System.nanoTime() - idleSince);
  }

  /** What has ended is recorded even if the database is away for long: nobody else knows it. */
  private Optional<StoredMail> record(Optional<Ended> ended, boolean claim) {
    while (claim || ended.isPresent()) {
      try {
        return steps.next(ended, claim);
      } catch (RuntimeException e) {
        LOG.warnf("The queue of %s can't be read just now: %s", sender.id(), e.toString());
        if (ended.isEmpty()) {
          return Optional.empty();
        }
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      }
    }
    return Optional.empty();
  }

  private Ended send(StoredMail mail) {
    // There may be more: another lane looks.
    sender.wake();
    conversation = null;
    try {
      SendOutcome outcome =
          parts
              .meters()
              .attempt(
                  mail,
                  () ->
                      parts
                          .attempt()
                          .run(
                              mail,
                              sender.mailbox(),
                              sender::holdsLease,
                              draft -> parts.work().keepDraft(mail, draft),
                              this::transfer));
      concernMailbox(outcome);
      return new Ended(
          mail,
          parts.settlement().settle(mail, outcome, parts.clock().instant()),
          outcome instanceof SendOutcome.Sent ? null : conversation);
    } finally {
      sender.pace().sent(mail.recipients().size(), parts.clock().instant());
      idleSince = System.nanoTime();
    }
  }

  private SendOutcome transfer(Submission submission) {
    SubmissionChannel channel = sender.connections().borrow();
    parts.parallel().acquireUninterruptibly();
    try {
      SendOutcome outcome = channel.send(submission);
      conversation = channel.conversation();
      return outcome;
    } finally {
      parts.parallel().release();
      sender.connections().giveBackAfterUse(channel);
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
