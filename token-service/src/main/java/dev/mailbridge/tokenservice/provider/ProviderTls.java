package dev.mailbridge.tokenservice.provider;

import dev.mailbridge.platform.tls.TrustedAuthorities;
import io.quarkus.tls.BaseTlsConfiguration;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Which certificates of identity providers are trusted: those of {@code
 * mail-bridge.trust.certificates} beside the JDK's, or a TLS configuration of Quarkus.
 */
@ApplicationScoped
class ProviderTls {
  private static final String OWN = "mail-bridge-identity-provider";
  private final TlsConfigurationRegistry registry;
  private final String name;

  ProviderTls(
      TlsConfigurationRegistry registry, TrustedAuthorities authorities, ProviderConfig config) {
    this.registry = registry;
    this.name = config.tlsConfiguration().orElse(OWN);
    if (config.tlsConfiguration().isEmpty()) {
      registry.register(OWN, new Trusting(authorities));
    }
  }

  String name() {
    return name;
  }

  TlsConfiguration configuration() {
    return registry
        .get(name)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "mail-bridge.identity-provider.tls-configuration names quarkus.tls.%s, which isn't configured"
                        .formatted(name)));
  }

  private static final class Trusting extends BaseTlsConfiguration {
    private final TrustedAuthorities authorities;

    private Trusting(TrustedAuthorities authorities) {
      this.authorities = authorities;
    }

    @Override
    public TrustOptions getTrustStoreOptions() {
      return TrustOptions.wrap(authorities.trustManager());
    }

    @Override
    public SSLContext createSSLContext() {
      return authorities.sslContext();
    }

    @Override
    public SSLOptions getSSLOptions() {
      return new SSLOptions().setTrustOptions(getTrustStoreOptions());
    }

    @Override
    public Optional<String> getHostnameVerificationAlgorithm() {
      return Optional.of("HTTPS");
    }

    @Override
    public String getName() {
      return OWN;
    }
  }
}
