package dev.mailbridge.imappoller.pop3;

import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * How many octets an answer may have, and how slowly they may come. A server could take all memory
 * with an answer that never ends, and hold a connection for ever with one octet a second, which no
 * read timeout notices. For one thread.
 */
final class Pop3Bounds {
  private static final long PATIENCE_SECONDS = 60;
  private static final long OCTETS_A_SECOND = 128;
  private static final int LOOK_EVERY = 64;

  private final long most;
  private final LongSupplier nanoTime;
  private final long startedAt;
  private long octets;

  private Pop3Bounds(long most, LongSupplier nanoTime) {
    this.most = most;
    this.nanoTime = nanoTime;
    this.startedAt = nanoTime.getAsLong();
  }

  static Pop3Bounds of(long most, LongSupplier nanoTime) {
    return new Pop3Bounds(most, nanoTime);
  }

  /** For what follows an answer's first line. */
  Pop3Bounds allow(long other) {
    return new Pop3Bounds(other, nanoTime);
  }

  void count() throws IOException {
    octets++;
    if (octets > most) {
      throw new IOException("the server sends more than %d octets".formatted(most));
    }
    if (octets % LOOK_EVERY == 0) {
      long seconds = (nanoTime.getAsLong() - startedAt) / 1_000_000_000;
      if (seconds > PATIENCE_SECONDS && octets < (seconds - PATIENCE_SECONDS) * OCTETS_A_SECOND) {
        throw new IOException("the server gave %d octets in %d seconds".formatted(octets, seconds));
      }
    }
  }
}
