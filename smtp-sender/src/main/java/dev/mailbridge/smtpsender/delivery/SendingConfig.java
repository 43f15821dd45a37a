package dev.mailbridge.smtpsender.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How mails are sent. Exchange Online's limits are the defaults; a mailbox may have its own. */
@ConfigMapping(prefix = "mail-bridge.sending")
public interface SendingConfig {
  /** Mails per minute and mailbox. */
  @WithDefault("30")
  @Min(1) int messagesPerMinute();

  /** Recipients per day and mailbox. */
  @WithDefault("10000")
  @Min(1) int recipientsPerDay();

  /** Connections per mailbox. */
  @WithDefault("3")
  @Min(1) int connections();

  /** Mails that all mailboxes together send at the same time in this process. */
  @WithDefault("32")
  @Min(1) int parallel();

  /**
   * How long a mailbox belongs to a process that no longer says that it lives. Then another one
   * takes over, and what was under way counts as uncertain.
   */
  @WithDefault("PT15S")
  Duration lease();

  /** How long a connection without mails is kept. */
  @WithDefault("PT25S")
  Duration idleConnection();
}
