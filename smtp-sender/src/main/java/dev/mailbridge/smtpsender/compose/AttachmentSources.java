package dev.mailbridge.smtpsender.compose;

import dev.mailbridge.content.ContentStore;
import dev.mailbridge.content.ContentStores;
import dev.mailbridge.content.S3Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Attachments come from the content store that imap-poller fills. */
class AttachmentSources {
  /** The content store. */
  @ConfigMapping(prefix = "mail-bridge.content")
  interface ContentConfig {
    /** Its folder, where no S3 bucket is given. */
    @WithDefault("content")
    Path directory();

    /** An S3 bucket instead of the folder. */
    S3 s3();

    /** Credentials come from the AWS SDK's default chain. */
    interface S3 {
      Optional<String> bucket();

      @WithDefault("us-east-1")
      String region();

      /** Absent for AWS itself. */
      Optional<URI> endpoint();

      /** {@code https://host/bucket/key}, as most other servers want it. */
      @WithDefault("false")
      boolean pathStyle();
    }
  }

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
