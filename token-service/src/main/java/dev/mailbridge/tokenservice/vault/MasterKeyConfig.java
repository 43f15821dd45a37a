package dev.mailbridge.tokenservice.vault;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where the master key lies that every secret in the database is sealed under. */
@ConfigMapping(prefix = "mail-bridge.master-key")
public interface MasterKeyConfig {
  /** A Tink keyset in JSON. Keep a copy apart from the database's backups. */
  Path file();

  /** Makes the file (readable by its user alone) when it doesn't exist yet. */
  @WithDefault("false")
  boolean create();
}
