package dev.mailbridge.tokenservice.provider;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.runtime.OidcClientConfig;
import io.quarkus.oidc.client.runtime.OidcClientConfig.Grant;
import io.quarkus.oidc.common.runtime.config.OidcClientCommonConfig.Credentials.Secret.Method;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One OIDC client for each registration and kind of grant; closed when its credential changed. */
@ApplicationScoped
class TokenClients {
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final int CONNECTIONS = 8;

  private final OidcClients factory;
  private final ProviderConfig config;
  private final ProviderTls tls;
  private final Map<Key, Entry> clients = new ConcurrentHashMap<>();

  private record Key(String registrationId, Grant.Type grant) {}

  /** What the client was made of: another one of these needs another client. */
  private record Made(String clientId, URI tokenEndpoint, String credentialId) {}

  private record Entry(Made made, OidcClient client) {}

  TokenClients(OidcClients factory, ProviderConfig config, ProviderTls tls) {
    this.factory = factory;
    this.config = config;
    this.tls = tls;
  }

  OidcClient client(ProviderApp app, Grant.Type grant) {
    Made needed = new Made(app.clientId(), app.tokenEndpoint(), app.credentialId());
    return clients
        .compute(
            new Key(app.registrationId(), grant),
            (key, entry) -> {
              if (entry != null && entry.made().equals(needed)) {
                return entry;
              }
              if (entry != null) {
                closeLater(entry.client());
              }
              return new Entry(needed, create(app, grant));
            })
        .client();
  }

  private OidcClient create(ProviderApp app, Grant.Type grant) {
    var builder =
        OidcClientConfig.builder()
            .id(app.registrationId() + "/" + grant.name())
            .discoveryEnabled(false)
            .tokenPath(app.tokenEndpoint().toString())
            .clientId(app.clientId())
            .grant(grant)
            .connectionTimeout(CONNECT_TIMEOUT)
            .maxPoolSize(CONNECTIONS)
            // The least that it takes; SentOnce stops even this one.
            .connectionRetryCount(1)
            .followRedirects(false);
    // Scopes go with each request: configured ones would stand in it twice.
    if (app.credential() instanceof ClientCredential.Secret secret) {
      builder.credentials().clientSecret(secret.value(), Method.POST).end();
    }
    config
        .proxy()
        .host()
        .ifPresent(
            host ->
                builder.proxy(
                    host,
                    config.proxy().port(),
                    config.proxy().username().orElse(null),
                    config.proxy().password().orElse(null)));
    builder.tlsConfigurationName(tls.name());
    return factory.newClient(builder.build()).await().atMost(CONNECT_TIMEOUT);
  }

  /** Not at once: a refresh may be under way, and its answer must not be lost. */
  private void closeLater(OidcClient client) {
    CompletableFuture.delayedExecutor(
            2 * config.timeout().toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
        .execute(() -> close(client));
  }

  @PreDestroy
  void closeAll() {
    clients.values().forEach(entry -> close(entry.client()));
  }

  private static void close(OidcClient client) {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
