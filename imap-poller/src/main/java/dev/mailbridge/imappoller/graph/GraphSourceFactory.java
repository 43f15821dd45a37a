package dev.mailbridge.imappoller.graph;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.imappoller.PollerConfig;
import dev.mailbridge.imappoller.source.FetchBudget;
import dev.mailbridge.imappoller.source.MailSource;
import dev.mailbridge.imappoller.source.MailSourceFactory;
import dev.mailbridge.imappoller.source.ReadMemory;
import dev.mailbridge.imappoller.source.SpoolFolder;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenPurpose;
import jakarta.inject.Singleton;
import java.time.Clock;

@Singleton
class GraphSourceFactory implements MailSourceFactory {
  private final GraphSessions sessions;
  private final PollerConfig config;
  private final SpoolFolder spool;
  private final FetchBudget budget;
  private final Clock clock;

  GraphSourceFactory(
      GraphSessions sessions,
      PollerConfig config,
      SpoolFolder spool,
      FetchBudget budget,
      Clock clock) {
    this.sessions = sessions;
    this.config = config;
    this.spool = spool;
    this.budget = budget;
    this.clock = clock;
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
  public MailSource open(MailboxDefinition mailbox, AccessToken token, ReadMemory memory) {
    GraphClient client = sessions.open(mailbox, token);
    GraphLimits limits = limits(mailbox);
    return new GraphSource(
        client,
        new FolderChanges(client, mailbox, memory, clock, limits.mails()),
        new GraphFetch(client, memory, limits),
        budget,
        limits);
  }

  private GraphLimits limits(MailboxDefinition mailbox) {
    Long own = mailbox.incoming().maxMessageSize();
    return new GraphLimits(
        config.batch().mails(),
        config.batch().octets().asLongValue(),
        own == null ? config.maxMessageSize().asLongValue() : own,
        spool.path());
  }
}
