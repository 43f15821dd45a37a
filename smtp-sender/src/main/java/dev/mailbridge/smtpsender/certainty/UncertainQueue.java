package dev.mailbridge.smtpsender.certainty;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.smtpsender.outgoing.AttemptSettlement;
import dev.mailbridge.smtpsender.outgoing.MailHistory.Event;
import dev.mailbridge.smtpsender.outgoing.MailState;
import dev.mailbridge.smtpsender.outgoing.MailUpdate;
import dev.mailbridge.smtpsender.outgoing.OutgoingQueue;
import dev.mailbridge.smtpsender.outgoing.StoredMail;
import dev.mailbridge.smtpsender.outgoing.StoredMails;
import dev.mailbridge.smtpsender.submission.SendOutcome;
import dev.mailbridge.smtpsender.submission.SendReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The uncertain mails as they are stored. */
@ApplicationScoped
class UncertainQueue {
  private static final int BATCH = 100;

  private final StoredMails mails;
  private final OutgoingQueue queue;
  private final AttemptSettlement settlement;
  private final Clock clock;

  UncertainQueue(
      StoredMails mails, OutgoingQueue queue, AttemptSettlement settlement, Clock clock) {
    this.mails = mails;
    this.queue = queue;
    this.settlement = settlement;
    this.clock = clock;
  }

  @Transactional
  void takeOver(MailboxId mailbox) {
    Instant now = clock.instant();
    for (StoredMail mail : mails.inState(mailbox, MailState.SENDING)) {
      SendOutcome lost = new SendOutcome.Uncertain(SendReason.SENDER_STOPPED);
      queue.change(mail, settlement.settle(mail, lost, now), Event.INTERRUPTED, null);
    }
  }

  @Transactional
  List<StoredMail> due(MailboxId mailbox) {
    return mails.uncertainDue(mailbox, clock.instant(), BATCH);
  }

  /**
   * The id of a mail that is known to be sent, and so long ago that its copy must be there even if
   * the server files copies late.
   */
  @Transactional
  Optional<String> knownId(StoredMail uncertain) {
    return mails
        .sentBefore(uncertain.mailbox(), uncertain.uncertainSince())
        .map(StoredMail::messageId);
  }

  @Transactional
  void decide(StoredMail mail, MailUpdate update) {
    queue.change(mail, update, Event.SEARCH, null);
  }

  /** Without a report: nothing is known that was not known before. */
  @Transactional
  void searchAgain(StoredMail mail, Instant at, int absences) {
    queue.searchAgain(mail, at, absences);
  }
}
