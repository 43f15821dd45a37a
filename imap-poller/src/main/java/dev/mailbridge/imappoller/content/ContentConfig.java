package dev.mailbridge.imappoller.content;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Where raw mails and attachments are kept. */
@ConfigMapping(prefix = "mail-bridge.content")
public interface ContentConfig {
  /** The content store's folder; shared by all pollers and senders. */
  Path directory();
}
