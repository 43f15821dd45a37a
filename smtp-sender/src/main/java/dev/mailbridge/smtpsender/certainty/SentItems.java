package dev.mailbridge.smtpsender.certainty;

import dev.mailbridge.contracts.MailboxDefinition;
import jakarta.inject.Singleton;

/** Searches the way the mailbox sends. */
@Singleton
class SentItems implements SentItemsSearch {
  private final ImapSentItems imap;
  private final GraphSentItems graph;

  SentItems(ImapSentItems imap, GraphSentItems graph) {
    this.imap = imap;
    this.graph = graph;
  }

  @Override
  public Result find(MailboxDefinition mailbox, String messageId) {
    return switch (mailbox.outgoing().transport()) {
      case SMTP -> imap.find(mailbox, messageId);
      case GRAPH -> graph.find(mailbox, messageId);
    };
  }
}
