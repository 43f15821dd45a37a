package dev.mailbridge.imappoller.publish;

import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailKind;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.imappoller.conversation.ConversationPlacer;
import dev.mailbridge.mailparse.ParsedMail;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/**
 * Tells mails that go round: our own that came back, and machines that answer each other, by their
 * number. They are delivered all the same, with a defect that says so, and never answered.
 */
@Singleton
class LoopGuard {
  /** The defect of a mail that we sent ourselves. */
  static final String OWN_MAIL = "own-mail";

  /** The defect of an automatic mail of which there were too many. */
  static final String LOOP = "loop";

  /** Automatic mails of one sender, or in one conversation, in ten minutes. */
  private static final int MOST_AUTOMATIC = 10;

  /** Many of them come when one mail went to many. */
  private static final Set<MailKind> NO_LOOP =
      Set.of(MailKind.BOUNCE, MailKind.DELIVERY_REPORT, MailKind.READ_RECEIPT, MailKind.LIST);

  private final ConversationPlacer conversations;
  private final SenderHistory history;

  LoopGuard(ConversationPlacer conversations, SenderHistory history) {
    this.conversations = conversations;
    this.history = history;
  }

  /** Whether a machine wrote it; ours are machines, too. */
  boolean automatic(IncomingMail mail, ParsedMail parsed) {
    return parsed.automatic()
        || mail.kind() == MailKind.AUTO_REPLY
        || conversations.ours(mail.project(), parsed);
  }

  /** Empty when it is none. */
  Optional<IncomingMail.Defect> judge(
      MailboxDefinition mailbox, IncomingMail mail, ParsedMail parsed) {
    if (conversations.ours(mail.project(), parsed)) {
      return Optional.of(
          new IncomingMail.Defect(
              OWN_MAIL, "This mail bridge sent it, and it came back: don't answer it"));
    }
    if (!automatic(mail, parsed) || NO_LOOP.contains(mail.kind())) {
      return Optional.empty();
    }
    int count = history.automatic(mailbox.id(), sender(mail), mail.conversationKey(), mail.id());
    return count <= MOST_AUTOMATIC
        ? Optional.empty()
        : Optional.of(
            new IncomingMail.Defect(
                LOOP,
                "The %dth automatic mail of this sender or in this conversation in ten minutes: don't answer it"
                    .formatted(count)));
  }

  /** Null when nobody is named. */
  static String sender(IncomingMail mail) {
    return mail.from().isEmpty() || mail.from().getFirst().address() == null
        ? null
        : SenderHistory.sender(mail.mailboxId(), mail.from().getFirst().address());
  }
}
