package dev.mailbridge.platform.security;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How services know each other: by keys where no identity provider is, as in the local stack, or by
 * tokens of the cluster's service accounts.
 */
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

  /**
   * A folder with one projected service-account token for each service that is called, named as the
   * callee and made for its audience. The kubelet renews the files, so each call reads anew. Wins
   * over {@link #directory()} for outgoing calls.
   */
  Optional<Path> tokenDirectory();

  /**
   * Which service a verified OIDC token's subject is: {@code
   * mail-bridge.keys.subjects."system:serviceaccount:mail:imap-poller"=imap-poller}.
   */
  Map<String, String> subjects();
}
