package dev.mailbridge.smtpsender.compose;

import dev.mailbridge.content.ContentStore;
import dev.mailbridge.content.FolderContentStore;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;

/** Attachments come from the content store that imap-poller fills. */
class AttachmentSources {
  /** The content store. */
  @ConfigMapping(prefix = "mail-bridge.content")
  interface ContentConfig {
    /** Its folder. */
    @WithDefault("content")
    Path directory();
  }

  @Produces
  @Singleton
  AttachmentSource source(ContentConfig config, Clock clock) {
    ContentStore store = new FolderContentStore(config.directory(), clock);
    return store::open;
  }
}
