package dev.mailbridge.smtpsender.outgoing;

import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.smtpsender.outgoing.MailHistory.Event;
import dev.mailbridge.smtpsender.submission.SendReason;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** What a person can do with a mail; each answers whether the mail's state allowed it. */
@ApplicationScoped
public class MailActions {
  private final OutgoingQueue queue;
  private final Clock clock;

  MailActions(OutgoingQueue queue, Clock clock) {
    this.queue = queue;
    this.clock = clock;
  }

  public boolean cancel(StoredMail mail, String actor) {
    if (!mail.state.waiting()) {
      return false;
    }
    boolean sent = mail.recipients().stream().anyMatch(r -> r.state() == DeliveryState.SENT);
    return queue.change(
        mail,
        new MailUpdate(
            // Some recipients have it already: the mail as a whole was sent.
            sent ? MailState.SENT : MailState.CANCELLED,
            AttemptSettlement.open(mail, DeliveryState.CANCELLED, null),
            null,
            null,
            null,
            null,
            null),
        Event.CANCEL,
        actor);
  }

  /** Sends at once what waits, and again what ended without being sent. */
  public boolean retry(StoredMail mail, String actor) {
    boolean allowed =
        switch (mail.state) {
          case ACCEPTED, DEFERRED, PAUSED, UNCERTAIN, FAILED -> true;
          // What the sender itself refused stays wrong.
          case REFUSED -> mail.attempts > 0 && mail.reason != SendReason.WRONG_PROJECT;
          case SENDING, SENT, BOUNCED, CANCELLED -> false;
        };
    if (!allowed) {
      return false;
    }
    List<RecipientState> recipients =
        mail.recipients().stream()
            .map(r -> r.state() == DeliveryState.SENT ? r : r.with(DeliveryState.ACCEPTED, null))
            .toList();
    return queue.change(
        mail,
        new MailUpdate(MailState.DEFERRED, recipients, null, null, null, clock.instant(), null),
        Event.RETRY,
        actor);
  }

  public boolean confirmSent(StoredMail mail, String actor) {
    return mail.state == MailState.UNCERTAIN
        && queue.change(mail, AttemptSettlement.sent(mail, null), Event.CONFIRM, actor);
  }
}
