package dev.mailbridge.imappoller.content;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where raw mails and attachments are kept; shared by all pollers and senders. */
@ConfigMapping(prefix = "mail-bridge.content")
public interface ContentConfig {
  /** The content store's folder, where no S3 bucket is given. */
  @WithDefault("content")
  Path directory();

  /** An S3 bucket instead of the folder. */
  S3 s3();

  /** Contents put more than so many days ago are deleted; absent, they are kept. */
  Optional<@Min(1) Integer> retentionDays();

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
