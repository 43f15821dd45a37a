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
import java.util.List;
import java.util.Optional;

/** The durable steps around attempts. */
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
   * Records what has ended and claims the next mails, in one transaction: one wait for the disk for
   * all of them.
   *
   * @return at most so many as {@code claims}
   */
  List<StoredMail> next(List<Ended> ended, MailboxDefinition mailbox, int claims) {
    // Now and then it is fetched from token-service: no transaction may wait for that.
    Optional<MacKey> key = claims > 0 ? signingKey() : Optional.empty();
    return QuarkusTransaction.requiringNew().call(() -> next(ended, mailbox, claims, key));
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

  private List<StoredMail> next(
      List<Ended> ended, MailboxDefinition mailbox, int claims, Optional<MacKey> key) {
    ended.forEach(
        attempt -> queue.settleAttempt(attempt.mail(), attempt.update(), attempt.conversation()));
    if (claims == 0) {
      return List.of();
    }
    List<StoredMail> mails = meters.claim(() -> queue.claim(mailbox.id(), claims));
    if (key.isPresent()) {
      List<StoredMail> fresh = mails.stream().filter(mail -> mail.messageId() == null).toList();
      fresh.forEach(mail -> identify(mail, mailbox, key.get()));
      queue.storeIds(fresh);
    }
    // Without a key there is no id, and the attempt is put off.
    return mails;
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
