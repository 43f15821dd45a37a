package dev.mailbridge.tokenservice.registration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Limits for what a registration may name. */
@ConfigMapping(prefix = "mail-bridge.registrations")
public interface RegistrationConfig {
  /**
   * Federated credentials are read from this folder only: their content is sent to the identity
   * provider.
   */
  @WithDefault("/var/run/secrets")
  Path tokenFileDirectory();

  /**
   * How often the end of secrets is read from Graph, such as {@code 24h}; {@code off} turns that
   * off.
   */
  @WithDefault("24h")
  String readExpiryEvery();
}
