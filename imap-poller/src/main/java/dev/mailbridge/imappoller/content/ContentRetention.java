package dev.mailbridge.imappoller.content;

import dev.mailbridge.content.ContentException;
import dev.mailbridge.content.ContentStore;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Deletes old contents. Every poller does; whoever comes second finds nothing. */
@ApplicationScoped
class ContentRetention {
  private static final Logger LOG = Logger.getLogger(ContentRetention.class);
  private final ContentStore store;
  private final ContentConfig config;

  ContentRetention(ContentStore store, ContentConfig config) {
    this.store = store;
    this.config = config;
  }

  @Scheduled(
      every = "6h",
      delayed = "10m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void run() {
    config.retentionDays().ifPresent(this::deleteOlderThan);
  }

  private void deleteOlderThan(int days) {
    try {
      store.deleteOlderThan(days);
    } catch (ContentException e) {
      LOG.warnf("Old contents could not be deleted now; it is tried again: %s", e.getMessage());
    }
  }
}
