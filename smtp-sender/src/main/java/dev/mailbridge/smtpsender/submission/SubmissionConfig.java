package dev.mailbridge.smtpsender.submission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Connections to submission servers. */
@ConfigMapping(prefix = "mail-bridge.submission")
public interface SubmissionConfig {
  /** For connecting and for every answer but the one to the mail itself. */
  @WithDefault("PT30S")
  Duration timeout();

  /**
   * For the answer to the final dot. RFC 5321 section 4.5.3.2.6 asks for ten minutes; after that
   * the outcome is uncertain.
   */
  @WithDefault("PT10M")
  Duration answerTimeout();

  /** Microsoft Graph, for mailboxes that send through it; another one in sovereign clouds. */
  @WithDefault("https://graph.microsoft.com")
  URI graphUrl();
}
