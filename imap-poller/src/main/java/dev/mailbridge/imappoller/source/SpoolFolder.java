package dev.mailbridge.imappoller.source;

import dev.mailbridge.imappoller.PollerConfig;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where big mails lie between the server and the content store; of this process alone. */
@Singleton
public class SpoolFolder {
  private final Path path;

  SpoolFolder(PollerConfig config) {
    try {
      Path parent = config.spoolDirectory().orElse(Path.of(System.getProperty("java.io.tmpdir")));
      Files.createDirectories(parent);
      path = Files.createTempDirectory(parent, "imap-poller-");
      path.toFile().deleteOnExit();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Can't make the spool folder: set mail-bridge.poller.spool-directory to one that can be written.",
          e);
    }
  }

  public Path path() {
    return path;
  }
}
