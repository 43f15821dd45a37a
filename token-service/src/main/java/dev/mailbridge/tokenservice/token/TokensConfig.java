package dev.mailbridge.tokenservice.token;

import dev.mailbridge.token.TokenPurpose;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Who gets tokens, and when new ones. */
@ConfigMapping(prefix = "mail-bridge.tokens")
public interface TokensConfig {
  /**
   * What each caller may ask tokens for, by the name that it authenticates with: {@code
   * mail-bridge.tokens.purposes.imap-poller=imap,pop3,graph}. Another program of yours joins with a
   * line of its own.
   */
  Map<String, Set<TokenPurpose>> purposes();

  /**
   * A token that a server refuses sooner than this after it was issued is not the provider's fault:
   * no other one is asked for.
   */
  @WithDefault("PT5M")
  Duration freshFor();
}
