package dev.mailbridge.mailparse.mime;

import dev.mailbridge.mailparse.Octets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.Arrays;

/** A body in its transfer encoding, decoded while it is read. */
public final class EncodedOctets implements Octets {
  /** Up to here a body is decoded once and kept; longer ones are decoded at each reading. */
  private static final int KEPT = 256 << 10;

  /** In a longer mail nothing is kept: it is big enough as it is. */
  private static final int LONGEST_MAIL = 4 << 20;

  private final byte[] raw;
  private final int start;
  private final int end;
  private final TransferEncoding encoding;
  private byte[] kept;
  private long size = -1;

  public EncodedOctets(byte[] raw, int start, int end, TransferEncoding encoding) {
    this.raw = raw;
    this.start = start;
    this.end = end;
    this.encoding = encoding;
  }

  @Override
  public InputStream open() {
    if (kept != null) {
      return new ByteArrayInputStream(kept);
    }
    return switch (encoding) {
      case IDENTITY -> new ByteArrayInputStream(raw, start, end - start);
      case BASE64 -> new Base64Body(raw, start, end);
      case QUOTED_PRINTABLE -> new QuotedPrintableBody(raw, start, end);
      case UUENCODE -> new UuencodedBody(raw, start, end);
    };
  }

  @Override
  public byte[] toByteArray() {
    if (kept != null) {
      return kept;
    }
    if (!isKept()) {
      return first((int) size());
    }
    kept = first(Integer.MAX_VALUE);
    size = kept.length;
    return kept;
  }

  private boolean isKept() {
    return end - start <= KEPT && raw.length <= LONGEST_MAIL;
  }

  /** The first octets, {@code most} at the most. */
  public byte[] first(int most) {
    if (encoding == TransferEncoding.IDENTITY) {
      return Arrays.copyOfRange(raw, start, start + Math.min(end - start, most));
    }
    byte[] buffer = new byte[Math.min(end - start, most)];
    try (InputStream in = open()) {
      int length = in.readNBytes(buffer, 0, buffer.length);
      return length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  @Override
  public long size() {
    if (size < 0) {
      size = digest(null);
    }
    return size;
  }

  /**
   * Feeds the decoded octets to a digest.
   *
   * @return how many there were
   */
  public long digest(MessageDigest digest) {
    if (encoding == TransferEncoding.IDENTITY) {
      if (digest != null) {
        digest.update(raw, start, end - start);
      }
      return size = end - start;
    }
    if (isKept()) {
      byte[] octets = toByteArray();
      if (digest != null) {
        digest.update(octets);
      }
      return octets.length;
    }
    byte[] buffer = new byte[32 << 10];
    long total = 0;
    try (InputStream in = open()) {
      for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
        total += length;
        if (digest != null) {
          digest.update(buffer, 0, length);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
    size = total;
    return total;
  }

  /** Octets in the raw mail. */
  public int encodedSize() {
    return end - start;
  }
}
