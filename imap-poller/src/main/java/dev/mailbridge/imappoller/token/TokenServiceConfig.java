package dev.mailbridge.imappoller.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where tokens and keys come from. */
@ConfigMapping(prefix = "mail-bridge.token-service")
public interface TokenServiceConfig {
  /** token-service's base address. */
  @WithDefault("http://localhost:3017")
  URI url();
}
