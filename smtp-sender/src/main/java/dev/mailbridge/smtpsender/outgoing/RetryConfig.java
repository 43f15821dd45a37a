package dev.mailbridge.smtpsender.outgoing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a mail is tried again, and when no longer. */
@ConfigMapping(prefix = "mail-bridge.retry")
public interface RetryConfig {
  /** The wait after the first deferral; it doubles with each attempt. */
  @WithDefault("PT1M")
  Duration first();

  /** The longest wait. */
  @WithDefault("PT4H")
  Duration longest();

  /** How long after it was accepted a mail is tried. */
  @WithDefault("PT48H")
  Duration giveUpAfter();

  /**
   * How long a mailbox that waits for an administrator stands still before one mail is tried, in
   * case it was mended where nobody tells us.
   */
  @WithDefault("PT1H")
  Duration probeInterval();

  /** When Sent Items are first searched for a mail whose answer was lost. */
  @WithDefault("PT30S")
  Duration firstSearch();

  /** Not found counts only after this time; Exchange files its copy late at times. */
  @WithDefault("PT10M")
  Duration absenceCountsAfter();

  /** Between two searches. */
  @WithDefault("PT90S")
  Duration searchInterval();

  /**
   * How long a mail that has ended is kept, with its history. Two years: as long as answers to it
   * are recognised.
   */
  @WithDefault("P730D")
  Duration keepFor();
}
