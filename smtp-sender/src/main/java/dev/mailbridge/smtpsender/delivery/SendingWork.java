package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.contracts.MacKey;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.TicketMessageId;
import dev.mailbridge.smtpsender.compose.EmailAddress;
import dev.mailbridge.smtpsender.outgoing.MailUpdate;
import dev.mailbridge.smtpsender.outgoing.OutgoingQueue;
import dev.mailbridge.smtpsender.outgoing.StoredMail;
import dev.mailbridge.token.MacKeySource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
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
  Optional<StoredMail> next(Optional<Ended> ended, MailboxDefinition mailbox, boolean claim) {
    // Now and then it is fetched from token-service: no transaction may wait for that.
    Optional<MacKey> key = claim ? signingKey() : Optional.empty();
    return QuarkusTransaction.requiringNew().call(() -> next(ended, mailbox, claim, key));
  }

  /** Before Graph sends a draft: should the answer be lost, the draft itself tells. */
  void keepDraft(StoredMail mail, String draft) {
    QuarkusTransaction.requiringNew().run(() -> queue.keepDraft(mail, draft));
  }

  private Optional<MacKey> signingKey() {
    try {
      return Optional.of(keys.signingKey());
    } catch (IllegalStateException e) {
      return Optional.empty();
    }
  }

  private Optional<StoredMail> next(
      Optional<Ended> ended, MailboxDefinition mailbox, boolean claim, Optional<MacKey> key) {
    ended.ifPresent(
        attempt -> queue.settleAttempt(attempt.mail(), attempt.update(), attempt.conversation()));
    if (!claim) {
      return Optional.empty();
    }
    Optional<StoredMail> mail = meters.claim(() -> queue.claim(mailbox.id()));
    if (mail.isPresent() && mail.get().messageId() == null && key.isPresent()) {
      identify(mail.get(), mailbox, key.get());
    }
    // Without a key there is no id, and the attempt is put off.
    return mail;
  }

  private void identify(StoredMail mail, MailboxDefinition mailbox, MacKey key) {
    MailAddress from = mail.command().from();
    MailAddress sender = from == null ? MailAddress.of(mailbox.address()) : from;
    String domain =
        EmailAddress.parse(sender.address()).map(EmailAddress::domain).orElse("invalid");
    queue.identify(
        mail,
        TicketMessageId.issue(mailbox.project(), mail.ticketRef(), mail.id(), key, domain),
        sender);
  }
}
