package dev.mailbridge.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Overwrites one content with zeros in its segment; its neighbours stay where they are. */
final class Erasure {
  private static final int CHUNK = 256 * 1024;

  private Erasure() {}

  static void erase(FileChannel channel, SegmentRef ref) throws IOException {
    write(channel, EntryHeader.erasedMark(), ref.offset());
    byte[] zeros = new byte[(int) Math.min(CHUNK, ref.length())];
    long at = ref.offset() + EntryHeader.SIZE;
    long end = at + ref.length();
    while (at < end) {
      int length = (int) Math.min(zeros.length, end - at);
      write(channel, ByteBuffer.wrap(zeros, 0, length), at);
      at += length;
    }
    channel.force(false);
  }

  private static void write(FileChannel channel, ByteBuffer octets, long position)
      throws IOException {
    long at = position;
    while (octets.hasRemaining()) {
      at += channel.write(octets, at);
    }
  }
}
