package dev.mailbridge.configservice.traffic;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Counting mails for <em>Overview</em>. */
@ConfigMapping(prefix = "mail-bridge.traffic")
public interface TrafficConfig {
  /** Whether this instance counts. */
  @WithDefault("true")
  boolean enabled();

  /** How long counts are kept; the charts show a day. */
  @WithDefault("PT26H")
  Duration kept();
}
