package dev.mailbridge.imappoller.imap;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.imappoller.PollerConfig;
import dev.mailbridge.imappoller.net.Endpoint;
import dev.mailbridge.imappoller.source.FetchBudget;
import dev.mailbridge.imappoller.source.MailSource;
import dev.mailbridge.imappoller.source.MailSourceFactory;
import dev.mailbridge.imappoller.source.ReadMemory;
import dev.mailbridge.imappoller.source.SpoolFolder;
import dev.mailbridge.platform.tls.TrustedAuthorities;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenPurpose;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.net.ssl.SSLSocketFactory;

@Singleton
class ImapSourceFactory implements MailSourceFactory {
  private final PollerConfig config;
  private final TrustedAuthorities trusted;
  private final SpoolFolder spool;
  private final FetchBudget budget;
  private final Clock clock;

  ImapSourceFactory(
      PollerConfig config,
      TrustedAuthorities trusted,
      SpoolFolder spool,
      FetchBudget budget,
      Clock clock) {
    this.config = config;
    this.trusted = trusted;
    this.spool = spool;
    this.budget = budget;
    this.clock = clock;
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
  public MailSource open(MailboxDefinition mailbox, AccessToken token, ReadMemory memory) {
    ImapConnection connection =
        connect(mailbox, token, trusted.sslContext().getSocketFactory(), config);
    return new ImapSource(
        connection,
        new FolderStart(connection, mailbox, clock),
        new FolderReader(connection, limits(mailbox), memory, budget));
  }

  /** Connects and authenticates. */
  static ImapConnection connect(
      MailboxDefinition mailbox, AccessToken token, SSLSocketFactory tls, PollerConfig config) {
    return ImapConnection.open(Endpoint.of(mailbox.incoming()), tls, times(config), token);
  }

  private static ImapTimes times(PollerConfig config) {
    PollerConfig.Imap imap = config.imap();
    return new ImapTimes(
        config.connectTimeout(),
        config.readTimeout(),
        imap.idleRenewal(),
        imap.idleProbe(),
        imap.doneTimeout());
  }

  private BatchLimits limits(MailboxDefinition mailbox) {
    Long own = mailbox.incoming().maxMessageSize();
    return new BatchLimits(
        config.batch().mails(),
        config.batch().octets().asLongValue(),
        config.batch().bigMail().asLongValue(),
        own == null ? config.maxMessageSize().asLongValue() : own,
        spool.path());
  }
}
