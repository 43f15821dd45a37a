package dev.mailbridge.smtpsender.certainty;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.smtpsender.submission.GraphApi;
import dev.mailbridge.smtpsender.submission.GraphMessage;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenPurpose;
import dev.mailbridge.token.TokenSource;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Searches over Graph, for mailboxes that send through it. */
@Singleton
class GraphSentItems {
  private static final Logger LOG = Logger.getLogger(GraphSentItems.class);

  private final TokenSource tokens;
  private final GraphApi graph;

  GraphSentItems(TokenSource tokens, GraphApi graph) {
    this.tokens = tokens;
    this.graph = graph;
  }

  /**
   * @param draft the immutable id of the draft that was to be sent, null when there was none
   */
  SentItemsSearch.Result find(MailboxDefinition mailbox, String messageId, String draft) {
    if (!(tokens.token(mailbox.id(), TokenPurpose.GRAPH) instanceof AccessToken token)) {
      return new SentItemsSearch.Result.Unavailable(false);
    }
    try {
      if (draft != null) {
        Optional<GraphMessage> message = graph.message(mailbox, token, draft);
        if (message.isPresent()) {
          return ofDraft(mailbox, token, message.get(), messageId);
        }
      }
      List<GraphMessage> found = graph.find(mailbox, token, "sentitems", messageId);
      return found.isEmpty()
          ? new SentItemsSearch.Result.NotFound()
          : new SentItemsSearch.Result.Found(messageId);
    } catch (IOException e) {
      LOG.infof("Sent Items of %s can't be searched: %s", mailbox.id(), e.getMessage());
      return new SentItemsSearch.Result.Unavailable(false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new SentItemsSearch.Result.Unavailable(false);
    }
  }

  /** The message has kept its id, whether it is still a draft or lies in Sent Items by now. */
  private SentItemsSearch.Result ofDraft(
      MailboxDefinition mailbox, AccessToken token, GraphMessage message, String messageId)
      throws IOException, InterruptedException {
    if (!message.draft()) {
      String theirs = message.messageId();
      return new SentItemsSearch.Result.Found(theirs == null ? messageId : theirs);
    }
    // Another one is made for the next attempt; nobody must find two and send the wrong one.
    return graph.deleted(mailbox, token, message.id())
        ? new SentItemsSearch.Result.Unsent()
        : new SentItemsSearch.Result.Unavailable(false);
  }
}
