package dev.mailbridge.imappoller.graph;

import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.imappoller.PollerConfig;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import dev.mailbridge.platform.tls.TrustedAuthorities;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenFailure;
import dev.mailbridge.token.TokenPurpose;
import dev.mailbridge.token.TokenSource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Clients of Graph, whose connections they share. */
@Singleton
class GraphSessions {
  /** A request that begins before the token's end should end before it, too. */
  private static final Duration BEFORE_END = Duration.ofMinutes(2);

  private final PollerConfig config;
  private final TokenSource tokens;
  private final Clock clock;
  private final HttpClient http;

  GraphSessions(PollerConfig config, TrustedAuthorities trusted, TokenSource tokens, Clock clock) {
    this.config = config;
    this.tokens = tokens;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .sslContext(trusted.sslContext())
            .connectTimeout(config.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  URI root() {
    return config.graph().url();
  }

  /**
   * Asks for the inbox: what the token isn't good for shows at once.
   *
   * @throws SourceException when Graph can't be reached or refuses
   */
  GraphClient open(MailboxDefinition mailbox, AccessToken token) {
    GraphClient client =
        new GraphClient(
            http, root(), mailbox.address(), renewed(mailbox, token), config.readTimeout());
    try {
      client.get("/mailFolders/inbox?$select=id").require("The look into the mailbox");
      return client;
    } catch (SourceException e) {
      client.close();
      throw e;
    }
  }

  /** There is no connection that outlives its token, as with IMAP: each request carries one. */
  private Supplier<String> renewed(MailboxDefinition mailbox, AccessToken first) {
    AccessToken[] current = {first};
    return () -> {
      if (current[0].expiresAt() != null
          && current[0].expiresAt().minus(BEFORE_END).isBefore(clock.instant())) {
        current[0] =
            switch (tokens.token(mailbox.id(), TokenPurpose.GRAPH)) {
              case AccessToken newer -> newer;
              case TokenFailure failure ->
                  throw new SourceException(
                      SourceFailure.CONNECTION_LOST, "The access token ended: " + failure.code());
            };
      }
      return current[0].value();
    };
  }

  @PreDestroy
  void close() {
    http.shutdownNow();
  }
}
