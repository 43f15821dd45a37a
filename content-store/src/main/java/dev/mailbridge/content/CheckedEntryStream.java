package dev.mailbridge.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Objects;

/** An entry's octets; its end is given out only after the SHA-256 was found right. */
final class CheckedEntryStream extends InputStream {
  // As in Segment: larger reads would cost a direct buffer of the same size.
  private static final int MAX_READ = 256 * 1024;

  private final FileChannel channel;
  private final SegmentRef ref;
  private final MessageDigest digest = Sha256.digest();
  private long read;
  private boolean checked;

  CheckedEntryStream(FileChannel channel, SegmentRef ref) {
    this.channel = channel;
    this.ref = ref;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    long left = ref.length() - read;
    if (left == 0) {
      check();
      return -1;
    }
    int wanted = (int) Math.min(Math.min(length, MAX_READ), left);
    int got =
        channel.read(
            ByteBuffer.wrap(target, offset, wanted), ref.offset() + EntryHeader.SIZE + read);
    if (got < 0) {
      throw damaged("it is shorter than its reference says");
    }
    digest.update(target, offset, got);
    read += got;
    return got;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, ref.length() - read);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void check() throws IOException {
    if (!checked && !MessageDigest.isEqual(digest.digest(), ref.sha256())) {
      throw damaged("its SHA-256 is another");
    }
    checked = true;
  }

  private IOException damaged(String how) {
    ContentException cause = FolderContentStore.damaged(ref, how);
    return new IOException(cause.getMessage(), cause);
  }
}
