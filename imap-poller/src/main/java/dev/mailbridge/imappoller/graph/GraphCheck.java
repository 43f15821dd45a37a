package dev.mailbridge.imappoller.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.imappoller.check.ServerReach;
import dev.mailbridge.imappoller.check.SourceCheck;
import dev.mailbridge.imappoller.net.Endpoint;
import dev.mailbridge.platform.check.CheckFailedException;
import dev.mailbridge.platform.check.CheckRun;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenPurpose;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Tries a mailbox over Graph. */
@Singleton
class GraphCheck implements SourceCheck {
  private final GraphSessions sessions;
  private final ServerReach reach;

  GraphCheck(GraphSessions sessions, ServerReach reach) {
    this.sessions = sessions;
    this.reach = reach;
  }

  @Override
  public Protocol protocol() {
    return Protocol.GRAPH;
  }

  @Override
  public TokenPurpose purpose() {
    return TokenPurpose.GRAPH;
  }

  @Override
  public void reach(MailboxDefinition mailbox, CheckRun run) {
    URI root = sessions.root();
    boolean tls = "https".equalsIgnoreCase(root.getScheme());
    int usual = tls ? 443 : 80;
    reach.check(
        new Endpoint(
            root.getHost(),
            root.getPort() < 0 ? usual : root.getPort(),
            tls ? ConnectionSecurity.TLS : ConnectionSecurity.NONE),
        run);
  }

  @Override
  public void open(MailboxDefinition mailbox, AccessToken token, String messageId, CheckRun run) {
    run.step(
            "Sign-in at Graph",
            () -> ServerReach.remedied(() -> sessions.open(mailbox, token)),
            client -> mailbox.address() + " is opened.")
        .ifPresent(
            client -> {
              try (client) {
                MailFolders folders = new MailFolders(client);
                folders(mailbox, client, folders, run);
                if (messageId != null) {
                  run.step(
                      "Arrival of the mail",
                      () -> arrived(mailbox, client, folders, messageId),
                      folder -> "It is in " + folder + ".");
                }
              }
            });
  }

  private static void folders(
      MailboxDefinition mailbox, GraphClient client, MailFolders folders, CheckRun run) {
    for (String folder : named(mailbox.incoming())) {
      run.step(
          "Folder " + folder,
          () -> ServerReach.remedied(() -> count(client, folders.id(folder), folder)),
          "It holds %,d mails."::formatted);
    }
  }

  private static int count(GraphClient client, String id, String folder) {
    return client
        .get("/mailFolders/" + GraphClient.encode(id) + "?$select=totalItemCount")
        .require("The look into folder " + folder)
        .path("totalItemCount")
        .asInt();
  }

  private static List<String> named(MailboxDefinition.Incoming incoming) {
    List<String> folders = new ArrayList<>(incoming.folders());
    if (incoming.afterProcessing() == AfterProcessing.MOVE && incoming.moveTo() != null) {
      folders.add(incoming.moveTo());
    }
    return folders;
  }

  private static String arrived(
      MailboxDefinition mailbox, GraphClient client, MailFolders folders, String messageId) {
    String filter = "internetMessageId eq '" + messageId.replace("'", "''") + "'";
    for (String folder : named(mailbox.incoming())) {
      JsonNode found =
          client
              .get(
                  "/mailFolders/%s/messages?$select=id&$filter=%s"
                      .formatted(
                          GraphClient.encode(folders.id(folder)), GraphClient.encode(filter)))
              .require("The search in folder " + folder);
      if (!found.path("value").isEmpty()) {
        return folder;
      }
    }
    throw new CheckFailedException(
        "The mail isn't in " + String.join(", ", mailbox.incoming().folders()) + ".",
        "Look into the mailbox's Junk Email folder and its inbox rules.");
  }

  @Override
  public void signIn(MailboxDefinition mailbox, AccessToken token) {
    sessions.open(mailbox, token).close();
  }

  @Override
  public List<String> folders(MailboxDefinition mailbox, AccessToken token) {
    try (GraphClient client = sessions.open(mailbox, token)) {
      return new MailFolders(client).all();
    }
  }
}
