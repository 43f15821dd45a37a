package dev.mailbridge.smtpsender.submission;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.platform.check.CheckFailedException;
import dev.mailbridge.platform.check.CheckReport;
import dev.mailbridge.platform.check.CheckRun;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenFailure;
import dev.mailbridge.token.TokenPurpose;
import dev.mailbridge.token.TokenSource;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Tries a mailbox's way over Microsoft Graph: a draft is made and deleted; no mail is sent. */
@Singleton
public class GraphCheck {
  private static final byte[] DRAFT =
      Base64.getEncoder()
          .encode(
              "Subject: Mail bridge: a check, please delete\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));

  private final GraphApi graph;
  private final TokenSource tokens;

  GraphCheck(GraphApi graph, TokenSource tokens) {
    this.graph = graph;
    this.tokens = tokens;
  }

  /**
   * From the token to a draft in the mailbox.
   *
   * @param mailbox one that sends over Graph; it needn't be saved or enabled
   */
  public CheckReport run(MailboxDefinition mailbox) {
    CheckRun run = new CheckRun();
    run.step("Access token for graph", () -> token(mailbox), token -> "token-service has one.")
        .ifPresent(token -> drafts(mailbox, token, run));
    return run.report();
  }

  private void drafts(MailboxDefinition mailbox, AccessToken token, CheckRun run) {
    run.step(
            "Draft in the mailbox",
            () -> made(mailbox, token),
            draft -> "Graph lets drafts be made in " + mailbox.address() + ".")
        .ifPresent(
            draft ->
                run.step(
                    "Draft deleted again",
                    () -> deleted(mailbox, token, draft),
                    gone -> "Nothing was sent, and nothing is left behind."));
  }

  private AccessToken token(MailboxDefinition mailbox) {
    return switch (tokens.token(mailbox.id(), TokenPurpose.GRAPH)) {
      case AccessToken token -> token;
      case TokenFailure failure ->
          throw new CheckFailedException(failure.code().toString(), failure.remedy());
    };
  }

  private String made(MailboxDefinition mailbox, AccessToken token) {
    return asked(
        () -> {
          GraphApi.Answer answer =
              graph.createDraft(mailbox, token, BodyPublishers.ofByteArray(DRAFT));
          if (!answer.good()) {
            throw new CheckFailedException(
                "Graph answers %d %s: %s".formatted(answer.status(), answer.code(), answer.text()),
                remedy(answer.status()));
          }
          return answer.body().path("id").asText();
        });
  }

  private static String remedy(int status) {
    return switch (status) {
      case 401, 403 ->
          "Grant the registration Mail.ReadWrite and Mail.Send (for a shared mailbox"
              + " Mail.ReadWrite.Shared and Mail.Send.Shared), consent, and sign the mailbox in"
              + " again.";
      case 404 -> "Check the mailbox's address: Graph knows no such mailbox.";
      default -> "Graph can't do it just now: try again later.";
    };
  }

  private Boolean deleted(MailboxDefinition mailbox, AccessToken token, String draft) {
    return asked(
        () -> {
          if (!graph.deleted(mailbox, token, draft)) {
            throw new CheckFailedException(
                "Graph doesn't let the draft be deleted.",
                "Delete the draft named “Mail bridge: a check” in the mailbox by hand.");
          }
          return true;
        });
  }

  private interface Request<T> {
    T run() throws IOException, InterruptedException;
  }

  private static <T> T asked(Request<T> request) {
    try {
      return request.run();
    } catch (IOException e) {
      throw new CheckFailedException(
          "Graph can't be reached: " + e.getClass().getSimpleName(),
          "Check mail-bridge.submission.graph-url, and whether this machine may reach it.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CheckFailedException("The check was stopped.", "Try again.");
    }
  }
}
