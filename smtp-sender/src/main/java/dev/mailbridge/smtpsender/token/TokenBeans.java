package dev.mailbridge.smtpsender.token;

import dev.mailbridge.platform.security.Roles;
import dev.mailbridge.platform.security.ServiceKeys;
import dev.mailbridge.token.MacKeySource;
import dev.mailbridge.token.TokenServiceClient;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/** The one client of token-service; it is the token source and the MAC key source. */
class TokenBeans {
  private static final Logger LOG = Logger.getLogger(TokenBeans.class);

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

  /** The first mail must not wait for the keys that are fetched from now on. */
  void begin(@Observes StartupEvent event, MacKeySource keys) {
    LOG.debugf("Keys come from %s", keys.getClass().getName());
  }

  void close(@Disposes TokenServiceClient client) {
    client.close();
  }
}
