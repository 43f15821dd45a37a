package dev.mailbridge.tokenservice.grant;

import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.MailboxStatus;

/**
 * Goes to mail.status once the transaction is committed.
 *
 * @param status null when the grant was deleted
 */
public record GrantStatusChanged(MailboxId mailbox, MailboxStatus status) {
  public static GrantStatusChanged of(MailboxStatus status) {
    return new GrantStatusChanged(status.mailboxId(), status);
  }

  static GrantStatusChanged deleted(MailboxId mailbox) {
    return new GrantStatusChanged(mailbox, null);
  }
}
