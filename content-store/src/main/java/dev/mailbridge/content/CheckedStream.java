package dev.mailbridge.content;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.function.Function;

/** A content's octets; their end is given out only after length and SHA-256 were found right. */
final class CheckedStream extends InputStream {
  // Larger reads from a file would make the JDK allocate direct buffers of the same size.
  private static final int MAX_READ = 256 * 1024;

  private final InputStream octets;
  private final long length;
  private final byte[] sha256;
  private final Function<String, ContentException> damaged;
  private final MessageDigest digest = Sha256.digest();
  private long read;
  private boolean checked;

  /**
   * @param octets may go on after the content's end
   * @param damaged makes the exception from what is wrong
   */
  CheckedStream(
      InputStream octets, long length, byte[] sha256, Function<String, ContentException> damaged) {
    this.octets = octets;
    this.length = length;
    this.sha256 = sha256.clone();
    this.damaged = damaged;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int wanted) throws IOException {
    Objects.checkFromIndexSize(offset, wanted, target.length);
    if (wanted == 0) {
      return 0;
    }
    if (read == length) {
      check();
      return -1;
    }
    int most = (int) Math.min(Math.min(wanted, MAX_READ), length - read);
    int got = octets.read(target, offset, most);
    if (got < 0) {
      throw failure("it is shorter than its reference says");
    }
    digest.update(target, offset, got);
    read += got;
    return got;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, length - read);
  }

  @Override
  public void close() throws IOException {
    octets.close();
  }

  private void check() throws IOException {
    if (!checked && !MessageDigest.isEqual(digest.digest(), sha256)) {
      throw failure("its SHA-256 is another");
    }
    checked = true;
  }

  private IOException failure(String how) {
    ContentException cause = damaged.apply(how);
    return new IOException(cause.getMessage(), cause);
  }
}
