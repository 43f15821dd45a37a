package dev.mailbridge.imappoller.token;

import dev.mailbridge.platform.security.Roles;
import dev.mailbridge.platform.security.ServiceKeys;
import dev.mailbridge.platform.tls.TrustedAuthorities;
import dev.mailbridge.token.TokenServiceClient;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.time.Clock;

class TokenBeans {
  @Produces
  @Singleton
  @DefaultBean
  TokenServiceClient client(
      TokenServiceConfig config, ServiceKeys keys, TrustedAuthorities trusted, Clock clock) {
    return new TokenServiceClient(
            config.url(),
            () -> keys.authorizationFor(Roles.TOKEN_SERVICE),
            clock,
            HttpClient.newBuilder().sslContext(trusted.sslContext()))
        .start();
  }

  void close(@Disposes TokenServiceClient client) {
    client.close();
  }
}
