package dev.mailbridge.smtpsender.bounce;

import dev.mailbridge.contracts.Bounce;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.smtpsender.compose.EmailAddress;
import dev.mailbridge.smtpsender.outgoing.MailHistory.Event;
import dev.mailbridge.smtpsender.outgoing.MailState;
import dev.mailbridge.smtpsender.outgoing.MailUpdate;
import dev.mailbridge.smtpsender.outgoing.OutgoingQueue;
import dev.mailbridge.smtpsender.outgoing.RecipientState;
import dev.mailbridge.smtpsender.outgoing.StoredMail;
import dev.mailbridge.smtpsender.outgoing.StoredMails;
import dev.mailbridge.smtpsender.submission.SendReason;
import dev.mailbridge.smtpsender.submission.SmtpReply;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Marks the recipients that a later server has refused. */
@ApplicationScoped
class ReturnedMails {
  private static final Logger LOG = Logger.getLogger(ReturnedMails.class);

  private final StoredMails mails;
  private final OutgoingQueue queue;

  ReturnedMails(StoredMails mails, OutgoingQueue queue) {
    this.mails = mails;
    this.queue = queue;
  }

  @Transactional
  void take(Bounce bounce) {
    if (!bounce.report().hard()) {
      return;
    }
    Optional<StoredMail> found = find(bounce);
    if (found.isEmpty()) {
      LOG.infof("A bounce for mailbox %s belongs to no mail of ours", bounce.mailboxId());
      return;
    }
    StoredMail mail = mails.detached(found.get());
    switch (mail.state()) {
      // A mail that came back had left, whatever we knew of it.
      case SENT, UNCERTAIN -> queue.change(mail, bounced(mail, bounce), Event.BOUNCE, null);
      case ACCEPTED, DEFERRED, PAUSED, SENDING, REFUSED, FAILED, BOUNCED, CANCELLED -> {}
    }
  }

  private Optional<StoredMail> find(Bounce bounce) {
    if (bounce.outgoingId() != null && bounce.project() != null) {
      return mails.find(bounce.project(), bounce.outgoingId());
    }
    String messageId = bounce.report().originalMessageId();
    return messageId == null ? Optional.empty() : mails.withMessageId(messageId);
  }

  private static MailUpdate bounced(StoredMail mail, Bounce bounce) {
    Map<String, Bounce.Recipient> failed = new HashMap<>();
    for (Bounce.Recipient recipient : bounce.report().recipients()) {
      if ("failed".equalsIgnoreCase(recipient.action())) {
        failed.put(canonical(recipient.address()), recipient);
      }
    }
    List<RecipientState> recipients =
        mail.recipients().stream().map(recipient -> after(recipient, failed)).toList();
    return new MailUpdate(
        MailState.BOUNCED,
        recipients,
        SendReason.BOUNCED,
        SendReason.BOUNCED.remedy(),
        null,
        null,
        null);
  }

  private static RecipientState after(
      RecipientState recipient, Map<String, Bounce.Recipient> failed) {
    Bounce.Recipient report = failed.get(canonical(recipient.address()));
    if (report == null) {
      return recipient.open() ? recipient.with(DeliveryState.SENT, null) : recipient;
    }
    return recipient.with(
        DeliveryState.BOUNCED, new SmtpReply(550, report.status(), report.diagnostic()));
  }

  private static String canonical(String address) {
    return EmailAddress.parse(address).map(EmailAddress::canonical).orElse(String.valueOf(address));
  }
}
