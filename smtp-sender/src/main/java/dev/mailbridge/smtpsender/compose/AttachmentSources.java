package dev.mailbridge.smtpsender.compose;

import dev.mailbridge.content.ContentStore;
import dev.mailbridge.content.ContentStores;
import dev.mailbridge.content.S3Settings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Attachments come from the content store that imap-poller fills. */
class AttachmentSources {
  @Produces
  @Singleton
  AttachmentSource source(ContentConfig config, Clock clock) {
    ContentConfig.S3 s3 = config.s3();
    Optional<S3Settings> bucket =
        s3.bucket().map(name -> new S3Settings(name, s3.region(), s3.endpoint(), s3.pathStyle()));
    ContentStore store =
        ContentStores.open(
            bucket.isPresent() ? Optional.empty() : Optional.of(config.directory()), bucket, clock);
    return store::open;
  }
}
