package dev.mailbridge.configservice.directory.graph;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How Microsoft Graph is asked for users. */
@ConfigMapping(prefix = "mail-bridge.directory.graph")
public interface GraphConfig {
  @WithDefault("PT10S")
  Duration connectTimeout();

  /** Longest wait for the beginning of an answer. */
  @WithDefault("PT60S")
  Duration timeout();

  /** How often a request is sent when Graph fails. */
  @WithDefault("3")
  int attempts();

  /** The pause after the first failure; it doubles with each one. */
  @WithDefault("PT1S")
  Duration backoff();

  /** How often a 429 is waited for, one after another. */
  @WithDefault("10")
  int throttledAttempts();

  /** A longer Retry-After than this ends the run. */
  @WithDefault("PT10M")
  Duration longestPause();

  /** Users in a page, 1 to 999. */
  @WithDefault("999")
  int pageSize();
}
