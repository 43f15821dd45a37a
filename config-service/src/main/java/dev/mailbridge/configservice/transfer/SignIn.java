package dev.mailbridge.configservice.transfer;

import dev.mailbridge.configservice.tokenservice.Grant;
import dev.mailbridge.contracts.MailboxId;

/**
 * With which app a mailbox signs in, and as whom. That somebody has signed in stays where it was
 * done.
 */
public record SignIn(
    MailboxId mailboxId, String registrationId, String flow, String signsInAs, String mailbox) {
  static SignIn of(Grant grant) {
    return new SignIn(
        grant.mailboxId(),
        grant.registrationId(),
        grant.flow(),
        grant.signsInAs(),
        grant.mailbox());
  }
}
