package dev.mailbridge.tokenservice.provider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How identity providers are reached. */
@ConfigMapping(prefix = "mail-bridge.identity-provider")
public interface ProviderConfig {
  /** How long an answer may take; then the request counts as lost. */
  @WithDefault("PT30S")
  Duration timeout();

  /** The corporate HTTP proxy that requests go through. */
  Proxy proxy();

  /**
   * A {@code quarkus.tls.<name>} to use instead, such as one with a client certificate. By default
   * the authorities of {@code mail-bridge.trust.certificates} are trusted beside the JDK's.
   */
  Optional<String> tlsConfiguration();

  interface Proxy {
    Optional<String> host();

    @WithDefault("3128")
    int port();

    Optional<String> username();

    Optional<String> password();
  }
}
