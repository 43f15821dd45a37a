package dev.mailbridge.imappoller.content;

import dev.mailbridge.content.ContentStore;
import dev.mailbridge.content.FolderContentStore;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

class ContentBeans {
  @Produces
  @Singleton
  ContentStore store(ContentConfig config, Clock clock) {
    return new FolderContentStore(config.directory(), clock);
  }

  void close(@Disposes ContentStore store) {
    store.close();
  }
}
