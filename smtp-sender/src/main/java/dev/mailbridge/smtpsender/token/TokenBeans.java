package dev.mailbridge.smtpsender.token;

import dev.mailbridge.platform.security.Roles;
import dev.mailbridge.platform.security.ServiceKeys;
import dev.mailbridge.token.TokenServiceClient;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The one client of token-service; it is the token source and the MAC key source. */
class TokenBeans {
  @Produces
  @Singleton
  @DefaultBean
  TokenServiceClient client(
      TokenServiceConfig config, ServiceKeys keys, Clock clock, Event<GrantChanged> changes) {
    TokenServiceClient client =
        new TokenServiceClient(
                config.url(), () -> keys.authorizationFor(Roles.TOKEN_SERVICE), clock)
            .start();
    client.onGrantChange(mailbox -> changes.fire(new GrantChanged(mailbox)));
    return client;
  }

  void close(@Disposes TokenServiceClient client) {
    client.close();
  }
}
