package dev.mailbridge.token;

import dev.mailbridge.contracts.MailboxId;

/**
 * Hands out access tokens; answers come from memory while they last. Blocks: call it on a virtual
 * thread.
 */
public interface TokenSource {
  TokenResult token(MailboxId mailbox, TokenPurpose purpose);

  /**
   * A token that is newer than the refused one, after a server refused it.
   *
   * @param refused the token that the server didn't take
   */
  TokenResult tokenInsteadOf(MailboxId mailbox, TokenPurpose purpose, AccessToken refused);
}
