package dev.mailbridge.mailparse.mime;

import java.io.InputStream;
import java.util.Arrays;

/**
 * Base64 (RFC 2045 section 6.8), also with foreign octets in it, padding in the middle (two bodies
 * put one after the other) or without padding.
 */
final class Base64Body extends InputStream {
  private static final int SKIP = -1;
  private static final int PAD = -2;
  private static final int[] VALUES = new int[256];

  static {
    Arrays.fill(VALUES, SKIP);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      VALUES[alphabet.charAt(i)] = i;
    }
    VALUES['='] = PAD;
  }

  private final byte[] raw;
  private final int end;
  private int at;
  private int bits;
  private int digits;
  private final byte[] left = new byte[3];
  private int leftFrom;
  private int leftTo;

  Base64Body(byte[] raw, int start, int end) {
    this.raw = raw;
    this.at = start;
    this.end = end;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    int to = offset + length;
    int out = offset;
    while (out < to) {
      if (leftFrom < leftTo) {
        target[out++] = left[leftFrom++];
        continue;
      }
      if (digits == 0) {
        out = quads(target, out, to);
        if (out == to) {
          break;
        }
      }
      if (!group()) {
        break;
      }
    }
    return out == offset && length > 0 ? -1 : out - offset;
  }

  /** Whole groups of four digits, as long as nothing else comes. */
  private int quads(byte[] target, int from, int to) {
    int out = from;
    int in = at;
    byte[] octets = raw;
    int[] values = VALUES;
    int lastIn = end - 4;
    int lastOut = to - 3;
    while (in <= lastIn && out <= lastOut) {
      int word =
          values[octets[in] & 0xFF] << 18
              | values[octets[in + 1] & 0xFF] << 12
              | values[octets[in + 2] & 0xFF] << 6
              | values[octets[in + 3] & 0xFF];
      if (word < 0) {
        byte octet = octets[in];
        if (octet == '\r' || octet == '\n') {
          in++;
          continue;
        }
        break;
      }
      target[out] = (byte) (word >> 16);
      target[out + 1] = (byte) (word >> 8);
      target[out + 2] = (byte) word;
      out += 3;
      in += 4;
    }
    at = in;
    return out;
  }

  /** One group digit by digit into {@code left}; false at the end. */
  private boolean group() {
    leftFrom = 0;
    leftTo = 0;
    while (at < end) {
      int value = VALUES[raw[at++] & 0xFF];
      if (value >= 0) {
        bits = bits << 6 | value;
        if (++digits == 4) {
          emit(3, 0);
          return true;
        }
      } else if (value == PAD && digits > 1) {
        finish();
        return true;
      }
    }
    if (digits > 1) {
      finish();
      return true;
    }
    return false;
  }

  private void finish() {
    emit(digits - 1, 6 * (4 - digits));
  }

  private void emit(int octets, int shift) {
    int word = bits << shift;
    for (int i = 0; i < octets; i++) {
      left[i] = (byte) (word >> 16 - 8 * i);
    }
    leftTo = octets;
    bits = 0;
    digits = 0;
  }
}
