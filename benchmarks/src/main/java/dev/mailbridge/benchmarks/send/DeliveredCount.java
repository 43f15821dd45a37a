package dev.mailbridge.benchmarks.send;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How many mails a server has laid into mailboxes: counted in its log, of which only what is new is
 * read.
 */
final class DeliveredCount {
  private static final String DELIVERED = "status=sent";

  private final Path log;
  private long read;
  private int count;

  DeliveredCount(Path log) {
    this.log = log;
  }

  int now() {
    try {
      if (!Files.exists(log)) {
        return 0;
      }
      try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
        byte[] more = new byte[Math.toIntExact(file.length() - read)];
        file.seek(read);
        file.readFully(more);
        String text = new String(more, StandardCharsets.ISO_8859_1);
        // A line that is still being written is counted with the next look.
        int end = text.lastIndexOf('\n') + 1;
        read += end;
        for (int at = text.indexOf(DELIVERED); at >= 0 && at < end; ) {
          count++;
          at = text.indexOf(DELIVERED, at + 1);
        }
        return count;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
