package dev.mailbridge.content;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * Which S3 bucket, at which server. Credentials come from the AWS SDK's default chain: environment,
 * web identity token, instance role.
 *
 * @param endpoint empty for AWS itself
 * @param pathStyle {@code https://host/bucket/key}, as most other servers want it
 */
public record S3Settings(String bucket, String region, Optional<URI> endpoint, boolean pathStyle) {
  public S3Settings {
    Objects.requireNonNull(bucket);
    Objects.requireNonNull(region);
    Objects.requireNonNull(endpoint);
  }
}
