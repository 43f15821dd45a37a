package dev.mailbridge.platform.tls;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Trust of outgoing TLS connections: to mail servers, identity providers and Graph. */
@ConfigMapping(prefix = "mail-bridge.trust")
public interface TrustConfig {
  /**
   * A PEM file with the certificates of additional authorities, such as a company's own; they are
   * trusted beside those of the JDK.
   */
  Optional<Path> certificates();
}
