package dev.mailbridge.content;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Makes the store that is configured. */
public final class ContentStores {
  private ContentStores() {}

  /**
   * @param directory {@code mail-bridge.content.directory}
   * @param s3 {@code mail-bridge.content.s3}
   * @throws IllegalArgumentException when not exactly one of them is given
   */
  public static ContentStore open(Optional<Path> directory, Optional<S3Settings> s3, Clock clock) {
    if (directory.isPresent() == s3.isPresent()) {
      throw new IllegalArgumentException(
          "Set either mail-bridge.content.directory or mail-bridge.content.s3.bucket.");
    }
    return s3.<ContentStore>map(settings -> new S3ContentStore(settings, clock))
        .orElseGet(() -> new FolderContentStore(directory.orElseThrow(), clock));
  }
}
