package dev.mailbridge.smtpsender.certainty;

import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.smtpsender.outgoing.AttemptSettlement;
import dev.mailbridge.smtpsender.outgoing.MailState;
import dev.mailbridge.smtpsender.outgoing.MailUpdate;
import dev.mailbridge.smtpsender.outgoing.RecipientState;
import dev.mailbridge.smtpsender.outgoing.RetryConfig;
import dev.mailbridge.smtpsender.outgoing.StoredMail;
import dev.mailbridge.smtpsender.submission.SendReason;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Decides one uncertain mail. Found: sent. Absent counts only late, twice, and when the same search
 * finds a mail that must be there; then the mail goes out again. Else a person decides.
 */
@Singleton
class CertaintySearch {
  private static final int ABSENCES_NEEDED = 2;
  private static final Duration HELD_SEARCH_AT_MOST = Duration.ofHours(1);

  private final UncertainQueue queue;
  private final SentItemsSearch sentItems;
  private final RetryConfig config;
  private final Clock clock;

  CertaintySearch(
      UncertainQueue queue, SentItemsSearch sentItems, RetryConfig config, Clock clock) {
    this.queue = queue;
    this.sentItems = sentItems;
    this.config = config;
    this.clock = clock;
  }

  void lookUp(MailboxDefinition mailbox, StoredMail mail) {
    if (mail.messageId() == null) {
      // It was never composed, so it can't have left.
      sendAgain(mail);
      return;
    }
    switch (sentItems.find(mailbox, mail.messageId(), mail.graphDraft())) {
      case SentItemsSearch.Result.Found found -> found(mail, found.messageId());
      case SentItemsSearch.Result.Unsent draft -> sendAgain(mail);
      case SentItemsSearch.Result.NotFound absent -> absent(mailbox, mail);
      case SentItemsSearch.Result.Unavailable unavailable ->
          unavailable(mail, unavailable.forGood());
    }
  }

  private void found(StoredMail mail, String messageId) {
    MailUpdate sent = AttemptSettlement.sent(mail, null);
    queue.decide(
        mail,
        new MailUpdate(
            sent.state(),
            sent.recipients(),
            null,
            null,
            null,
            null,
            messageId.equals(mail.messageId()) ? null : messageId));
  }

  private void absent(MailboxDefinition mailbox, StoredMail mail) {
    Instant now = clock.instant();
    Instant counts = mail.uncertainSince().plus(config.absenceCountsAfter());
    if (now.isBefore(counts)) {
      Instant next = now.plus(config.searchInterval());
      queue.searchAgain(mail, next.isBefore(counts) ? next : counts, 0);
    } else if (!findsKnownMail(mailbox, mail)) {
      hold(mail);
    } else if (mail.absences() + 1 < ABSENCES_NEEDED) {
      queue.searchAgain(mail, now.plus(config.searchInterval()), mail.absences() + 1);
    } else {
      sendAgain(mail);
    }
  }

  /** Without this, a search that finds nothing may be one that finds nothing ever. */
  private boolean findsKnownMail(MailboxDefinition mailbox, StoredMail mail) {
    return queue
        .knownId(mail)
        .map(known -> sentItems.find(mailbox, known, null))
        .filter(SentItemsSearch.Result.Found.class::isInstance)
        .isPresent();
  }

  private void unavailable(StoredMail mail, boolean forGood) {
    Instant now = clock.instant();
    if (forGood || !now.isBefore(mail.uncertainSince().plus(config.absenceCountsAfter()))) {
      hold(mail);
    } else {
      queue.searchAgain(mail, now.plus(config.searchInterval()), mail.absences());
    }
  }

  private void sendAgain(StoredMail mail) {
    List<RecipientState> recipients = recipients(mail, DeliveryState.DEFERRED);
    queue.decide(
        mail,
        new MailUpdate(MailState.DEFERRED, recipients, null, null, null, clock.instant(), null));
  }

  /**
   * Reported once; a copy that turns up later still decides it, and a search that works again. The
   * looks get rarer with the mail's age.
   */
  private void hold(StoredMail mail) {
    Instant now = clock.instant();
    Duration age = Duration.between(mail.uncertainSince(), now).dividedBy(4);
    Duration wait = age.compareTo(config.searchInterval()) < 0 ? config.searchInterval() : age;
    Instant next = now.plus(wait.compareTo(HELD_SEARCH_AT_MOST) > 0 ? HELD_SEARCH_AT_MOST : wait);
    if (mail.reason() == SendReason.UNDECIDED) {
      queue.searchAgain(mail, next, 0);
      return;
    }
    queue.decide(
        mail,
        new MailUpdate(
            MailState.UNCERTAIN,
            recipients(mail, DeliveryState.UNCERTAIN),
            SendReason.UNDECIDED,
            SendReason.UNDECIDED.remedy(),
            null,
            next,
            null));
  }

  private static List<RecipientState> recipients(StoredMail mail, DeliveryState state) {
    return mail.recipients().stream()
        .map(recipient -> recipient.open() ? recipient.with(state, null) : recipient)
        .toList();
  }
}
