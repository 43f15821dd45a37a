package dev.mailbridge.smtpsender.delivery;

import dev.mailbridge.contracts.MacKey;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.TicketAddress;
import dev.mailbridge.smtpsender.outgoing.StoredMail;
import dev.mailbridge.token.MacKeySource;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Where a ticket's answers go in mailboxes that ask for it: a signed plus-address still tells the
 * ticket when a mail program, or a gateway, drops every Message-ID.
 */
@Singleton
class ReplyAddress {
  private final MacKeySource keys;

  ReplyAddress(MacKeySource keys) {
    this.keys = keys;
  }

  /**
   * @return empty when answers go to the sender: the mailbox doesn't ask for it, the mail has no
   *     ticket, there is no key, or the address would be too long
   */
  Optional<MailAddress> of(StoredMail mail, MailboxDefinition mailbox) {
    if (!Boolean.TRUE.equals(mailbox.outgoing().ticketReplyTo()) || mail.ticketRef() == null) {
      return Optional.empty();
    }
    return key()
        .flatMap(
            key -> TicketAddress.issue(mailbox.project(), mail.ticketRef(), key, mailbox.address()))
        .map(address -> MailAddress.of(mailbox.displayName(), address));
  }

  /** The mail's id proves its ticket already: no mail waits for this. */
  private Optional<MacKey> key() {
    try {
      return Optional.of(keys.signingKey());
    } catch (IllegalStateException e) {
      return Optional.empty();
    }
  }
}
