package dev.mailbridge.smtpsender.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where token-service is. */
@ConfigMapping(prefix = "mail-bridge.token-service")
public interface TokenServiceConfig {
  /** Its base URL. */
  @WithDefault("http://localhost:3017")
  URI url();
}
