package dev.mailbridge.imappoller.imap;

import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.imappoller.PollerConfig;
import dev.mailbridge.imappoller.check.ServerReach;
import dev.mailbridge.imappoller.check.SourceCheck;
import dev.mailbridge.imappoller.net.Endpoint;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.platform.check.CheckFailedException;
import dev.mailbridge.platform.check.CheckRun;
import dev.mailbridge.platform.check.CheckStep.Outcome;
import dev.mailbridge.platform.tls.TrustedAuthorities;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenPurpose;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/** Tries a mailbox over IMAP (RFC 9051). */
@Singleton
class ImapCheck implements SourceCheck {
  private final PollerConfig config;
  private final TrustedAuthorities trusted;

  ImapCheck(PollerConfig config, TrustedAuthorities trusted) {
    this.config = config;
    this.trusted = trusted;
  }

  @Override
  public Protocol protocol() {
    return Protocol.IMAP;
  }

  @Override
  public TokenPurpose purpose() {
    return TokenPurpose.IMAP;
  }

  @Override
  public void reach(MailboxDefinition mailbox, CheckRun run) {
    ServerReach.check(
        Endpoint.of(mailbox.incoming()),
        trusted.sslContext().getSocketFactory(),
        config.connectTimeout(),
        run);
  }

  @Override
  public void open(MailboxDefinition mailbox, AccessToken token, String messageId, CheckRun run) {
    run.step(
            "Sign-in at the server",
            () -> remedied(() -> connect(mailbox, token)),
            connection -> token.saslUser() + " is let in.")
        .ifPresent(
            connection -> {
              try (connection) {
                folders(mailbox, connection, run);
                push(connection, run);
                if (messageId != null) {
                  run.step(
                      "Arrival of the mail",
                      () -> arrived(mailbox, connection, messageId),
                      folder -> "It is in " + folder + ".");
                }
              }
            });
  }

  private static void folders(MailboxDefinition mailbox, ImapConnection connection, CheckRun run) {
    for (String folder : named(mailbox.incoming())) {
      run.step(
          "Folder " + folder,
          () -> remedied(() -> connection.select(folder)),
          selected -> "It holds %,d mails.".formatted(selected.exists()));
    }
  }

  private static List<String> named(MailboxDefinition.Incoming incoming) {
    List<String> folders = new ArrayList<>(incoming.folders());
    if (incoming.afterProcessing() == AfterProcessing.MOVE && incoming.moveTo() != null) {
      folders.add(incoming.moveTo());
    }
    return folders;
  }

  private static void push(ImapConnection connection, CheckRun run) {
    if (connection.can("IDLE")) {
      run.add("Push", Outcome.PASSED, "The server tells of new mail at once (IDLE).", null);
    } else {
      run.add(
          "Push",
          Outcome.WARNED,
          "The server doesn't tell of new mail (no IDLE).",
          "Mail is looked for at an interval: shorten it in the mailbox's settings if need be.");
    }
  }

  private static String arrived(
      MailboxDefinition mailbox, ImapConnection connection, String messageId) {
    for (String folder : named(mailbox.incoming())) {
      connection.select(folder);
      List<String> found = new ArrayList<>();
      Argument arguments =
          new Argument().writeAtom("HEADER").writeAtom("Message-ID").writeString(messageId);
      connection.run("UID SEARCH", arguments, response -> collect(response, found));
      if (!found.isEmpty()) {
        return folder;
      }
    }
    throw new CheckFailedException(
        "The mail isn't in " + String.join(", ", mailbox.incoming().folders()) + ".",
        "Look into the mailbox's Junk Email folder and its inbox rules.");
  }

  private static void collect(IMAPResponse response, List<String> found) {
    if (response.keyEquals("SEARCH")) {
      String uids = ImapWire.text(response);
      if (!uids.isEmpty()) {
        found.add(uids);
      }
    }
  }

  @Override
  public void signIn(MailboxDefinition mailbox, AccessToken token) {
    connect(mailbox, token).close();
  }

  @Override
  public List<String> folders(MailboxDefinition mailbox, AccessToken token) {
    try (ImapConnection connection = connect(mailbox, token)) {
      return FolderNames.all(connection);
    }
  }

  private ImapConnection connect(MailboxDefinition mailbox, AccessToken token) {
    PollerConfig.Imap imap = config.imap();
    return ImapConnection.open(
        Endpoint.of(mailbox.incoming()),
        trusted.sslContext().getSocketFactory(),
        new ImapTimes(
            config.connectTimeout(),
            config.readTimeout(),
            imap.idleRenewal(),
            imap.idleProbe(),
            imap.doneTimeout()),
        token);
  }

  private static <T> T remedied(Supplier<T> step) {
    try {
      return step.get();
    } catch (SourceException e) {
      throw new CheckFailedException(e.getMessage(), e.failure().remedy());
    }
  }
}
