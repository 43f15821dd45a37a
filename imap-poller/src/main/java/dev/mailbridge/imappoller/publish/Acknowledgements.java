package dev.mailbridge.imappoller.publish;

import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailKind;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingKind;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.mailparse.ParsedMail;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Automatic answers: never to what a machine wrote, and few to one sender (RFC 3834). Their id
 * comes from the mail's, so a mail that is read again gets no second one.
 */
@Singleton
class Acknowledgements {
  private static final int MOST = 5;

  private final SenderHistory history;

  Acknowledgements(SenderHistory history) {
    this.history = history;
  }

  /** Empty when this mail must not be answered. */
  Optional<OutgoingMail> answer(
      MailboxDefinition mailbox, IncomingMail mail, ParsedMail parsed, String template) {
    if (mailbox.outgoing() == null
        || mail.kind() != MailKind.MAIL
        || parsed.automatic()
        || "".equals(parsed.returnPath())
        || mail.defects().stream().anyMatch(Acknowledgements::goesRound)) {
      return Optional.empty();
    }
    List<MailAddress> to = mail.replyTo().isEmpty() ? mail.from() : mail.replyTo();
    if (to.size() != 1
        || to.getFirst().address() == null
        || to.getFirst().address().equalsIgnoreCase(mailbox.address())
        || !history.acknowledge(
            SenderHistory.sender(mailbox.id(), to.getFirst().address()), mail.id(), MOST)) {
      return Optional.empty();
    }
    return Optional.of(compose(mailbox, mail, to, template));
  }

  private static boolean goesRound(IncomingMail.Defect defect) {
    return defect.code().equals(LoopGuard.OWN_MAIL) || defect.code().equals(LoopGuard.LOOP);
  }

  private static OutgoingMail compose(
      MailboxDefinition mailbox, IncomingMail mail, List<MailAddress> to, String template) {
    return new OutgoingMail(
        OutgoingId.of("ack-" + mail.id()),
        mailbox.id(),
        null,
        to,
        List.of(),
        List.of(),
        List.of(),
        "Re: " + mail.subject(),
        template
            .replace("{subject}", mail.subject())
            .replace("{ticket}", mail.ticketRef() == null ? "" : mail.ticketRef()),
        null,
        List.of(),
        List.of(mail.messageId()),
        mail.references(),
        mail.ticketRef(),
        null,
        OutgoingKind.AUTO_REPLY,
        Map.of());
  }
}
