package dev.mailbridge.configservice.project;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How a new project's topics are made. */
@ConfigMapping(prefix = "mail-bridge.topics")
public interface TopicsConfig {
  @WithDefault("8")
  int partitions();

  /** Absent for the broker's default. */
  Optional<Short> replicationFactor();

  /** How long a project's mails and reports stay on their topics. */
  @WithDefault("P30D")
  Duration retention();

  /** How often the topics are looked at. */
  @WithDefault("PT5S")
  Duration interval();
}
