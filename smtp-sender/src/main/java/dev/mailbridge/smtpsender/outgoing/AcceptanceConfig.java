package dev.mailbridge.smtpsender.outgoing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** Safety valves at the entrance. */
@ConfigMapping(prefix = "mail-bridge.acceptance")
public interface AcceptanceConfig {
  /** For test installations: mails go to these domains only. Absent: to any. */
  Optional<Set<String>> allowedRecipientDomains();

  /** Automatic answers to one recipient within an hour; more are a loop of two machines. */
  @WithDefault("5")
  int autoRepliesPerHour();
}
