package dev.mailbridge.imappoller.check;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.platform.check.CheckRun;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenPurpose;
import java.util.List;

/** Tries the mailboxes of one protocol. A new protocol is a new bean of this type. */
public interface SourceCheck {
  Protocol protocol();

  TokenPurpose purpose();

  /** Whether its server can be looked up and reached: before any token is asked for. */
  void reach(MailboxDefinition mailbox, CheckRun run);

  /**
   * Signs in and looks at what the mailbox's settings name.
   *
   * @param messageId a mail that must be there, null for none
   */
  void open(MailboxDefinition mailbox, AccessToken token, String messageId, CheckRun run);

  /**
   * Signs in and does nothing else.
   *
   * @throws SourceException when it isn't let in
   */
  void signIn(MailboxDefinition mailbox, AccessToken token);

  /**
   * The mailbox's folders, with {@code /} between levels.
   *
   * @throws SourceException when they can't be read
   */
  List<String> folders(MailboxDefinition mailbox, AccessToken token);
}
