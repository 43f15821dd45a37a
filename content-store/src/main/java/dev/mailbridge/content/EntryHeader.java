package dev.mailbridge.content;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What stands before each content in a segment: a mark, the length, the SHA-256. */
final class EntryHeader {
  static final int SIZE = 44;
  private static final int PRESENT = 0x4D424331; // "MBC1"
  private static final int ERASED = 0x4D425831; // "MBX1"

  private EntryHeader() {}

  static void write(ByteBuffer target, long length, byte[] sha256) {
    target.putInt(PRESENT).putLong(length).put(sha256);
  }

  /** The mark that replaces the first four octets of an erased content's header. */
  static ByteBuffer erasedMark() {
    return ByteBuffer.allocate(Integer.BYTES).putInt(ERASED).flip();
  }

  static boolean erased(ByteBuffer header) {
    return header.getInt(0) == ERASED;
  }

  static boolean matches(ByteBuffer header, SegmentRef ref) {
    byte[] sha256 = new byte[32];
    header.get(12, sha256);
    return header.getInt(0) == PRESENT
        && header.getLong(4) == ref.length()
        && Arrays.equals(sha256, ref.sha256());
  }
}
