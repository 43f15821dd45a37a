package dev.mailbridge.imappoller.pop3;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.imappoller.PollerConfig;
import dev.mailbridge.imappoller.check.ServerReach;
import dev.mailbridge.imappoller.check.SourceCheck;
import dev.mailbridge.imappoller.net.Endpoint;
import dev.mailbridge.platform.check.CheckRun;
import dev.mailbridge.platform.check.CheckStep.Outcome;
import dev.mailbridge.platform.tls.TrustedAuthorities;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenPurpose;
import jakarta.inject.Singleton;
import java.util.List;

/** Tries a mailbox over POP3 (RFC 1939), which has one folder and no search. */
@Singleton
class Pop3Check implements SourceCheck {
  private final PollerConfig config;
  private final TrustedAuthorities trusted;
  private final ServerReach reach;

  Pop3Check(PollerConfig config, TrustedAuthorities trusted, ServerReach reach) {
    this.config = config;
    this.trusted = trusted;
    this.reach = reach;
  }

  @Override
  public Protocol protocol() {
    return Protocol.POP3;
  }

  @Override
  public TokenPurpose purpose() {
    return TokenPurpose.POP3;
  }

  @Override
  public void reach(MailboxDefinition mailbox, CheckRun run) {
    reach.check(Endpoint.of(mailbox.incoming()), run);
  }

  @Override
  public void open(MailboxDefinition mailbox, AccessToken token, String messageId, CheckRun run) {
    run.step(
        "Sign-in at the server",
        () -> ServerReach.remedied(() -> count(mailbox, token)),
        count -> "%s is let in; %,d mails are there.".formatted(token.saslUser(), count));
    if (messageId != null) {
      run.add(
          "Arrival of the mail", Outcome.SKIPPED, "POP3 has no search.", "Look for it in Outlook.");
    }
  }

  private int count(MailboxDefinition mailbox, AccessToken token) {
    try (Pop3Connection connection = connect(mailbox, token)) {
      return connection.list("UIDL").size();
    }
  }

  @Override
  public void signIn(MailboxDefinition mailbox, AccessToken token) {
    connect(mailbox, token).close();
  }

  @Override
  public List<String> folders(MailboxDefinition mailbox, AccessToken token) {
    signIn(mailbox, token);
    return List.of("INBOX");
  }

  private Pop3Connection connect(MailboxDefinition mailbox, AccessToken token) {
    return Pop3SourceFactory.connect(
        mailbox, token, trusted.sslContext().getSocketFactory(), config);
  }
}
