package dev.mailbridge.imappoller.content;

import dev.mailbridge.content.ContentStore;
import dev.mailbridge.content.ContentStores;
import dev.mailbridge.content.S3Settings;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

class ContentBeans {
  @Produces
  @Singleton
  ContentStore store(ContentConfig config, Clock clock) {
    ContentConfig.S3 s3 = config.s3();
    Optional<S3Settings> bucket =
        s3.bucket().map(name -> new S3Settings(name, s3.region(), s3.endpoint(), s3.pathStyle()));
    return ContentStores.open(
        bucket.isPresent() ? Optional.empty() : Optional.of(config.directory()), bucket, clock);
  }

  void close(@Disposes ContentStore store) {
    store.close();
  }
}
