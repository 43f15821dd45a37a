package dev.mailbridge.tokenservice.vault;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the master key is that every secret in the database is sealed under. */
@ConfigMapping(prefix = "mail-bridge.master-key")
public interface MasterKeyConfig {
  /** Who keeps it. */
  enum Keeper {
    /** A file beside the service. */
    FILE,
    /** The transit engine of HashiCorp Vault or OpenBao: the key never leaves it. */
    TRANSIT
  }

  @WithDefault("file")
  Keeper keeper();

  /**
   * A Tink keyset in JSON. Keep a copy apart from the database's backups. With the transit engine:
   * the former file, for as long as something is sealed under it.
   */
  Optional<Path> file();

  /** Makes the file (readable by its user alone) when it doesn't exist yet. */
  @WithDefault("false")
  boolean create();

  Transit transit();

  /** The transit engine. */
  interface Transit {
    /** Such as {@code https://vault.example.com:8200}. */
    Optional<URI> url();

    /** Where the engine is mounted. */
    @WithDefault("transit")
    String mount();

    /** The key's name there; an AEAD type such as aes256-gcm96. */
    @WithDefault("mail-bridge")
    String key();

    /** Vault's namespace (Enterprise) or OpenBao's. */
    Optional<String> namespace();

    /** A file with a token for Vault, such as the Vault agent's sink; read for each request. */
    Optional<Path> tokenFile();

    /** The role for a log-in with the pod's service account, instead of a token file. */
    Optional<String> kubernetesRole();

    @WithDefault("kubernetes")
    String kubernetesMount();

    /** The service account's projected token. */
    @WithDefault("/var/run/secrets/kubernetes.io/serviceaccount/token")
    Path kubernetesTokenFile();

    @WithDefault("PT5S")
    Duration timeout();
  }
}
