package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.imappoller.PollerConfig;
import dev.mailbridge.imappoller.source.MailSource;
import dev.mailbridge.imappoller.source.MailSourceFactory;
import dev.mailbridge.imappoller.source.ReadMemory;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenFailure;
import dev.mailbridge.token.TokenResult;
import dev.mailbridge.token.TokenSource;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Opens mailboxes with tokens. For one that a server refuses another is asked, once in each try;
 * token-service sees to it that the identity provider isn't asked too often.
 */
@Singleton
class SourceOpening {
  private final Map<Protocol, MailSourceFactory> factories = new EnumMap<>(Protocol.class);
  private final TokenSource tokens;
  private final Semaphore connects;

  SourceOpening(@All List<MailSourceFactory> factories, TokenSource tokens, PollerConfig config) {
    factories.forEach(factory -> this.factories.put(factory.protocol(), factory));
    this.tokens = tokens;
    this.connects = new Semaphore(config.connectsAtOnce());
  }

  /**
   * @throws SourceException when the server can't be reached or refuses
   * @throws TokenUnavailable when there is no token
   */
  MailSource open(MailboxDefinition mailbox, ReadMemory memory) {
    MailSourceFactory factory = factories.get(mailbox.incoming().protocol());
    if (factory == null) {
      throw new SourceException(
          SourceFailure.SERVER_REFUSED,
          "This version doesn't read mailboxes by " + mailbox.incoming().protocol().code());
    }
    AccessToken token = token(tokens.token(mailbox.id(), factory.purpose()));
    try {
      return connect(factory, mailbox, token, memory);
    } catch (SourceException e) {
      if (e.failure() != SourceFailure.TOKEN_REFUSED) {
        throw e;
      }
      AccessToken fresh = token(tokens.tokenInsteadOf(mailbox.id(), factory.purpose(), token));
      return connect(factory, mailbox, fresh, memory);
    }
  }

  /** Servers and networks dislike a thousand connections in one moment. */
  private MailSource connect(
      MailSourceFactory factory, MailboxDefinition mailbox, AccessToken token, ReadMemory memory) {
    connects.acquireUninterruptibly();
    try {
      return factory.open(mailbox, token, memory);
    } finally {
      connects.release();
    }
  }

  private static AccessToken token(TokenResult result) {
    return switch (result) {
      case AccessToken token -> token;
      case TokenFailure failure -> throw new TokenUnavailable(failure);
    };
  }
}
