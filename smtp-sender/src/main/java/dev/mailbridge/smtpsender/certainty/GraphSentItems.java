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

  SentItemsSearch.Result find(MailboxDefinition mailbox, String messageId) {
    if (!(tokens.token(mailbox.id(), TokenPurpose.GRAPH) instanceof AccessToken token)) {
      return new SentItemsSearch.Result.Unavailable(false);
    }
    try {
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
}
