package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.TicketMessageId;
import dev.mailbridge.smtpsender.compose.EmailAddress;
import dev.mailbridge.smtpsender.outgoing.MailUpdate;
import dev.mailbridge.smtpsender.outgoing.OutgoingQueue;
import dev.mailbridge.smtpsender.outgoing.StoredMail;
import dev.mailbridge.token.MacKeySource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** The durable steps around the attempts of one connection. */
@ApplicationScoped
class SendingWork {
  private final OutgoingQueue queue;
  private final SendingMeters meters;
  private final MacKeySource keys;

  SendingWork(OutgoingQueue queue, SendingMeters meters, MacKeySource keys) {
    this.queue = queue;
    this.meters = meters;
    this.keys = keys;
  }

  /**
   * An attempt that has ended and is not yet recorded.
   *
   * @param conversation what was said, null when all went well
   */
  record Ended(StoredMail mail, MailUpdate update, String conversation) {}

  /**
   * Records what has ended and claims the next mail, in one transaction: one wait for the disk a
   * mail.
   */
  @Transactional
  Optional<StoredMail> next(Optional<Ended> ended, MailboxDefinition mailbox, boolean claim) {
    ended.ifPresent(
        attempt -> queue.settleAttempt(attempt.mail(), attempt.update(), attempt.conversation()));
    if (!claim) {
      return Optional.empty();
    }
    Optional<StoredMail> mail = meters.claim(() -> queue.claim(mailbox.id()));
    mail.filter(claimed -> claimed.messageId() == null)
        .ifPresent(claimed -> identify(claimed, mailbox));
    return mail;
  }

  private void identify(StoredMail mail, MailboxDefinition mailbox) {
    MailAddress from = mail.command().from();
    MailAddress sender = from == null ? MailAddress.of(mailbox.address()) : from;
    String domain =
        EmailAddress.parse(sender.address()).map(EmailAddress::domain).orElse("invalid");
    try {
      queue.identify(
          mail,
          TicketMessageId.issue(
              mailbox.project(), mail.ticketRef(), mail.id(), keys.signingKey(), domain),
          sender);
    } catch (IllegalStateException e) {
      // Without a key there is no id, and the attempt is put off.
      return;
    }
  }
}
