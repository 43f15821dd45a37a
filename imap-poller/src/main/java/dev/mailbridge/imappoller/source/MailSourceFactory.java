package dev.mailbridge.imappoller.source;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenPurpose;

/** Opens mailboxes of one protocol. A new protocol is a new bean of this type, and nothing else. */
public interface MailSourceFactory {
  Protocol protocol();

  TokenPurpose purpose();

  /**
   * Connects and authenticates. Blocks.
   *
   * @throws SourceException with what is wrong and what to do
   */
  MailSource open(MailboxDefinition mailbox, AccessToken token, ReadMemory memory);
}
