package dev.mailbridge.token;

import dev.mailbridge.contracts.MailboxId;

/** Told within seconds when a grant was revoked, disabled, deleted or renewed. */
@FunctionalInterface
public interface GrantChangeListener {
  /**
   * The cached tokens of the mailbox are already gone; whoever has a connection that was opened
   * with one ends it.
   */
  void grantChanged(MailboxId mailbox);
}
