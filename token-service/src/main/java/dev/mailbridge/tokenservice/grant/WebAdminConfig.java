package dev.mailbridge.tokenservice.grant;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where administrators find the web admin. */
@ConfigMapping(prefix = "mail-bridge.web-admin")
public interface WebAdminConfig {
  /** Failures link there, and browsers return there after a sign-in. */
  @WithDefault("http://localhost:3010")
  URI url();
}
