package dev.mailbridge.smtpsender.submission;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.smtpsender.submission.GraphApi.Answer;
import dev.mailbridge.smtpsender.submission.SendOutcome.Deferred;
import dev.mailbridge.smtpsender.submission.SendOutcome.Scope;
import dev.mailbridge.smtpsender.submission.SendOutcome.Uncertain;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenPurpose;
import dev.mailbridge.token.TokenSource;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;

/**
 * Sends through Microsoft Graph: a draft from the raw mail, then its sending. While the draft is
 * there, nothing was sent; only an answer lost to the second request leaves anything open.
 */
final class GraphChannel implements SubmissionChannel {
  private final MailboxDefinition mailbox;
  private final GraphApi graph;
  private final TokenSource tokens;
  private final Clock clock;
  private String conversation;

  GraphChannel(MailboxDefinition mailbox, GraphApi graph, TokenSource tokens, Clock clock) {
    this.mailbox = mailbox;
    this.graph = graph;
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public SendOutcome send(Submission submission) {
    conversation = null;
    return switch (tokens.token(mailbox.id(), TokenPurpose.GRAPH)) {
      case AccessToken token -> send(submission, token);
      case dev.mailbridge.token.TokenFailure failure -> TokenOutcomes.decide(failure, clock);
    };
  }

  private SendOutcome send(Submission submission, AccessToken token) {
    AccessToken valid = token;
    try {
      byte[] mail = GraphMail.base64(submission);
      Answer draft = graph.createDraft(mailbox, valid, BodyPublishers.ofByteArray(mail));
      if (draft.status() == 401
          && tokens.tokenInsteadOf(mailbox.id(), TokenPurpose.GRAPH, valid)
              instanceof AccessToken other) {
        valid = other;
        draft = graph.createDraft(mailbox, valid, BodyPublishers.ofByteArray(mail));
      }
      said("POST messages (%d octets)".formatted(submission.content().size()), draft);
      if (!draft.good()) {
        return GraphOutcomes.decide(draft);
      }
      return sendDraft(submission, valid, draft.body().path("id").asText());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return later();
    } catch (IOException e) {
      conversation = said() + "   (no answer: " + e.getClass().getSimpleName() + ")\n";
      return SendOutcome.connectionFailed(SendReason.CONNECTION_FAILED);
    }
  }

  private SendOutcome sendDraft(Submission submission, AccessToken token, String draft) {
    if (!submission.mayStart().getAsBoolean()) {
      discard(token, draft);
      return later();
    }
    try {
      Answer answer = graph.send(mailbox, token, draft);
      said("POST messages/…/send", answer);
      if (answer.good()) {
        conversation = null;
        return new SendOutcome.Sent(GraphOutcomes.reply(answer));
      }
      if (answer.status() >= 500 && answer.status() != 503) {
        // It may have been sent all the same: Sent Items know.
        return new Uncertain(SendReason.ANSWER_LOST);
      }
      discard(token, draft);
      return GraphOutcomes.decide(answer);
    } catch (ConnectException e) {
      return SendOutcome.connectionFailed(SendReason.CONNECTION_FAILED);
    } catch (HttpTimeoutException e) {
      return lost("no answer in time");
    } catch (IOException e) {
      return lost("the answer was lost");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return lost("stopped while it waited for the answer");
    }
  }

  private SendOutcome lost(String how) {
    conversation = said() + "POST messages/…/send\n   (" + how + ")\n";
    return new Uncertain(SendReason.ANSWER_LOST);
  }

  private static SendOutcome later() {
    return new Deferred(SendReason.TEMPORARY, null, Scope.MAIL, Duration.ZERO);
  }

  /** Best effort: one that stays is a draft that nobody sends. */
  private void discard(AccessToken token, String draft) {
    try {
      graph.delete(mailbox, token, draft);
    } catch (IOException e) {
      conversation = said() + "   (the draft could not be deleted)\n";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void said(String request, Answer answer) {
    conversation =
        said()
            + request
            + "\n"
            + GraphOutcomes.reply(answer).code()
            + " "
            + GraphOutcomes.reply(answer).text()
            + "\n";
  }

  private String said() {
    return conversation == null ? "" : conversation;
  }

  @Override
  public String conversation() {
    return conversation;
  }

  @Override
  public void drop() {
    // Every request carries the token of its moment.
  }

  @Override
  public void close() {
    // Nothing is kept open for one mailbox.
  }
}
