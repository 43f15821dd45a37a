package dev.mailbridge.imappoller.pop3;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.imappoller.PollerConfig;
import dev.mailbridge.imappoller.net.Endpoint;
import dev.mailbridge.imappoller.net.MailSocket;
import dev.mailbridge.imappoller.source.FetchBudget;
import dev.mailbridge.imappoller.source.MailSource;
import dev.mailbridge.imappoller.source.MailSourceFactory;
import dev.mailbridge.imappoller.source.ReadMemory;
import dev.mailbridge.platform.tls.TrustedAuthorities;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenPurpose;
import jakarta.inject.Singleton;
import javax.net.ssl.SSLSocketFactory;

@Singleton
class Pop3SourceFactory implements MailSourceFactory {
  private final PollerConfig config;
  private final TrustedAuthorities trusted;
  private final FetchBudget budget;

  Pop3SourceFactory(PollerConfig config, TrustedAuthorities trusted, FetchBudget budget) {
    this.config = config;
    this.trusted = trusted;
    this.budget = budget;
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
  public MailSource open(MailboxDefinition mailbox, AccessToken token, ReadMemory memory) {
    Long own = mailbox.incoming().maxMessageSize();
    // A mail is held in memory as a whole here: POP3 can't give it out in pieces.
    long most =
        Math.min(
            own == null ? config.maxMessageSize().asLongValue() : own,
            config.memory().asLongValue());
    return new Pop3Source(
        mailbox,
        () -> connect(mailbox, token, trusted.sslContext().getSocketFactory(), config),
        memory,
        budget,
        new Pop3Limits(config.batch().mails(), config.batch().octets().asLongValue(), most));
  }

  /** Connects and authenticates. */
  static Pop3Connection connect(
      MailboxDefinition mailbox, AccessToken token, SSLSocketFactory tls, PollerConfig config) {
    MailSocket socket =
        MailSocket.connect(
            Endpoint.of(mailbox.incoming()), tls, config.connectTimeout(), config.readTimeout());
    try {
      Pop3Connection connection = new Pop3Connection(socket);
      connection.authenticate(token);
      return connection;
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }
}
