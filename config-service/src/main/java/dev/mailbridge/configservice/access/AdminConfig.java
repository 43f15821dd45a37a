package dev.mailbridge.configservice.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** The local administrator. */
@ConfigMapping(prefix = "mail-bridge.admin")
public interface AdminConfig {
  /** False where people sign in at an identity provider. */
  @WithDefault("true")
  boolean enabled();

  /**
   * The first password: taken from this file, or made and written there (mode 0600) when the file
   * is absent. Once the administrator has chosen another one, the file is deleted.
   */
  @WithDefault("admin-password")
  Path passwordFile();

  /** Wrong passwords in a row after which the account is locked. */
  @WithDefault("5")
  int failures();

  /** How long it is locked at first; doubled with each further wrong password. */
  @WithDefault("PT1M")
  Duration lock();

  /** The longest lock. */
  @WithDefault("PT15M")
  Duration longestLock();

  /** A session of the web admin ends when it was not used for so long. */
  @WithDefault("PT2H")
  Duration idle();

  /** A session of the web admin ends after so long in any case. */
  @WithDefault("PT12H")
  Duration session();
}
