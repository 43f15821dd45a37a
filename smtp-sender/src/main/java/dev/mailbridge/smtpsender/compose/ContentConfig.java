package dev.mailbridge.smtpsender.compose;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The content store, the one that imap-poller fills. */
@ConfigMapping(prefix = "mail-bridge.content")
public interface ContentConfig {
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
