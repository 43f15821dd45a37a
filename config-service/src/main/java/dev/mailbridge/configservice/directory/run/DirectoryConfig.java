package dev.mailbridge.configservice.directory.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How imports run. */
@ConfigMapping(prefix = "mail-bridge.directory")
public interface DirectoryConfig {
  /** False on an instance that must not import. */
  @WithDefault("true")
  boolean enabled();

  /** How often it is looked what is due. */
  @WithDefault("PT5S")
  Duration interval();

  /** How long an instance that died keeps the others from going on with its run. */
  @WithDefault("PT20S")
  Duration lease();

  /** When a scheduled run that failed is tried again. */
  @WithDefault("PT5M")
  Duration retry();

  /** How long a leaver stays on the topic, disabled, before the tombstone. */
  @WithDefault("P30D")
  Duration tombstoneAfter();

  /** Users that are published in one transaction. */
  @WithDefault("1000")
  int batch();

  /** Runs that are remembered, of each project. */
  @WithDefault("50")
  int history();
}
