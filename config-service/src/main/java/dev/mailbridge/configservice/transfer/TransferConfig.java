package dev.mailbridge.configservice.transfer;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** The configuration as YAML. */
@ConfigMapping(prefix = "mail-bridge.transfer")
public interface TransferConfig {
  /**
   * A folder, such as a mounted Secret, with a file for each registration that has a secret, named
   * as the registration; read when a document is applied.
   */
  Optional<Path> secretsDirectory();
}
