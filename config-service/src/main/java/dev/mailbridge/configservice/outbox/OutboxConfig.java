package dev.mailbridge.configservice.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events leave the outbox. */
@ConfigMapping(prefix = "mail-bridge.outbox")
public interface OutboxConfig {
  /** False on an instance that must not publish. */
  @WithDefault("true")
  boolean enabled();

  /** How long an instance that stopped without a word keeps the others from publishing. */
  @WithDefault("PT15S")
  Duration lease();

  /** How often the outbox is looked at without being told of a change. */
  @WithDefault("PT1S")
  Duration interval();

  /** Events in one Kafka transaction. */
  @WithDefault("500")
  int batch();
}
