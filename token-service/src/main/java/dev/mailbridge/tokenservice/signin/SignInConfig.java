package dev.mailbridge.tokenservice.signin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** How administrators' browsers reach token-service. */
@ConfigMapping(prefix = "mail-bridge.sign-in")
public interface SignInConfig {
  /**
   * The public HTTPS address of token-service, such as {@code https://desk.example.com/tokens/}.
   * Wins over everything that a request says of itself.
   */
  Optional<URI> publicUrl();

  /** The address on this machine, where neither a public one nor a trusted proxy is. */
  @WithDefault("http://localhost:${quarkus.http.port}")
  URI localUrl();

  /** Addresses or networks (CIDR) of proxies whose X-Forwarded headers count. */
  List<String> trustedProxies();
}
