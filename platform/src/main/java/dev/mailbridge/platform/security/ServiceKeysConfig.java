package dev.mailbridge.platform.security;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** How services know each other where no identity provider is, as in the local stack. */
@ConfigMapping(prefix = "mail-bridge.keys")
public interface ServiceKeysConfig {
  /**
   * A folder with one file for each service, named as the service and holding its key (at least 32
   * characters). This service takes its own key from there and recognises the others by theirs.
   * Absent where services authenticate with OIDC tokens.
   */
  Optional<Path> directory();

  /** A file with the key of operator scripts, see {@link Roles#OPERATOR}. */
  Optional<Path> operatorKeyFile();
}
