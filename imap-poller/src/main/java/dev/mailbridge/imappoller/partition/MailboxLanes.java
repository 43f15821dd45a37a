package dev.mailbridge.imappoller.partition;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import java.util.Collection;
import java.util.Set;

/** The readers of the mailboxes, as the owner of a partition sees them. None of it blocks long. */
public interface MailboxLanes {
  /** Reads the mailbox from now on; an earlier reader of it, with an older definition, is ended. */
  void start(MailboxDefinition mailbox, PartitionSession session);

  /** Notes a mailbox that isn't read, so that its state can be shown. */
  void rest(MailboxDefinition mailbox);

  /** Ends the readers; their connections are closed when this returns. */
  void stop(Collection<MailboxId> mailboxes);

  /** Forgets mailboxes that are deleted, or somebody else's. */
  void forget(Set<MailboxId> mailboxes);
}
