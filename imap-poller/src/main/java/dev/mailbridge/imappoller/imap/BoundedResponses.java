package dev.mailbridge.imappoller.imap;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * A server's responses, each with a bound on its octets and its pace. Angus Mail collects a line
 * until its end and makes room for a literal as soon as its length is named: a server could take
 * all memory with a line that never ends or with one number, and hold a connection for ever with
 * one octet a second, which no read timeout notices.
 */
final class BoundedResponses extends FilterInputStream {
  /** Above the biggest mail that is fetched as a whole; bigger ones come in pieces. */
  static final long OCTETS = 32L << 20;

  /** A response may always take that long. */
  static final long PATIENCE_SECONDS = 60;

  /** And then as long as this many octets come in each second. */
  static final long OCTETS_A_SECOND = 128;

  private final LongSupplier nanoTime;
  private long inResponse;
  private long startedAt;
  private long literalLeft;

  /** The length in braces at the end of a line so far; -1 when it doesn't end in one. */
  private long announced = -1;

  private boolean complete;

  BoundedResponses(InputStream in, LongSupplier nanoTime) {
    super(in);
    this.nanoTime = nanoTime;
  }

  @Override
  public int read() throws IOException {
    int octet = in.read();
    if (octet >= 0) {
      begin();
      count(octet);
      checkPace();
    }
    return octet;
  }

  @Override
  public int read(byte[] octets, int from, int length) throws IOException {
    int count = in.read(octets, from, length);
    int at = from;
    int end = from + Math.max(count, 0);
    while (at < end) {
      begin();
      if (literalLeft > 0) {
        int part = (int) Math.min(literalLeft, end - at);
        literalLeft -= part;
        at += part;
      } else {
        count(octets[at++]);
      }
    }
    if (count > 0) {
      checkPace();
    }
    return count;
  }

  private void begin() {
    if (inResponse == 0 && literalLeft == 0) {
      startedAt = nanoTime.getAsLong();
    }
  }

  private void count(int octet) throws IOException {
    if (literalLeft > 0) {
      literalLeft--;
      return;
    }
    add(1);
    if (octet == '\n') {
      lineEnds();
    } else if (octet == '{') {
      announced = 0;
      complete = false;
    } else if (announced >= 0 && !complete && octet >= '0' && octet <= '9') {
      announced = Math.min(announced * 10 + octet - '0', Long.MAX_VALUE / 20);
    } else if (announced >= 0 && !complete && octet == '}') {
      complete = true;
    } else if (octet != '\r' || !complete) {
      announced = -1;
      complete = false;
    }
  }

  private void lineEnds() throws IOException {
    if (announced >= 0 && complete) {
      add(announced);
      literalLeft = announced;
    } else {
      inResponse = 0;
    }
    announced = -1;
    complete = false;
  }

  private void add(long octets) throws IOException {
    inResponse += octets;
    if (inResponse > OCTETS) {
      throw new IOException(
          "the server sends a response of more than %d octets, which no mail server needs"
              .formatted(OCTETS));
    }
  }

  private void checkPace() throws IOException {
    if (inResponse == 0) {
      return;
    }
    long seconds = (nanoTime.getAsLong() - startedAt) / 1_000_000_000;
    long came = inResponse - literalLeft;
    if (seconds > PATIENCE_SECONDS && came < (seconds - PATIENCE_SECONDS) * OCTETS_A_SECOND) {
      throw new IOException(
          "the server gave %d octets in %d seconds, which is no way to give a mail"
              .formatted(came, seconds));
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] passed = new byte[(int) Math.clamp(count, 0, 8192)];
    return Math.max(0, read(passed, 0, passed.length));
  }
}
