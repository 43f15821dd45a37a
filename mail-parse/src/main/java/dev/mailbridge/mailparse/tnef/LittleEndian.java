package dev.mailbridge.mailparse.tnef;

import java.util.Arrays;

/** A range of octets read forward; reading beyond its end tells so by {@link Truncated}. */
final class LittleEndian {
  private final byte[] octets;
  private final int end;
  private int at;

  /** The range ends too early. */
  static final class Truncated extends Exception {
    private static final long serialVersionUID = 1L;

    Truncated() {
      super("ends too early", null, false, false);
    }
  }

  LittleEndian(byte[] octets, int from, int to) {
    this.octets = octets;
    this.at = from;
    this.end = to;
  }

  int at() {
    return at;
  }

  int remaining() {
    return end - at;
  }

  int u8() throws Truncated {
    need(1);
    return octets[at++] & 0xFF;
  }

  int u16() throws Truncated {
    return u8() | u8() << 8;
  }

  int i32() throws Truncated {
    return u16() | u16() << 16;
  }

  /** A length or a count: never negative and never beyond the end. */
  int length() throws Truncated {
    int length = i32();
    if (length < 0 || length > end - at) {
      throw new Truncated();
    }
    return length;
  }

  /** Steps over a range and gives its start. */
  int skip(int length) throws Truncated {
    need(length);
    int start = at;
    at += length;
    return start;
  }

  byte[] bytes(int length) throws Truncated {
    int start = skip(length);
    return Arrays.copyOfRange(octets, start, start + length);
  }

  private void need(int length) throws Truncated {
    if (length < 0 || end - at < length) {
      throw new Truncated();
    }
  }
}
