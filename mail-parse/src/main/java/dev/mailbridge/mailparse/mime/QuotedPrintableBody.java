package dev.mailbridge.mailparse.mime;

import java.io.InputStream;

/**
 * Quoted-printable (RFC 2045 section 6.7). What isn't valid stays as it is; white space at the end
 * of a line was added on the way and goes.
 */
final class QuotedPrintableBody extends InputStream {
  private final byte[] raw;
  private final int end;
  private int at;
  private int plainUntil;

  QuotedPrintableBody(byte[] raw, int start, int end) {
    this.raw = raw;
    this.at = start;
    this.plainUntil = start;
    this.end = end;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    int out = offset;
    int to = offset + length;
    while (out < to && at < end) {
      byte octet = raw[at];
      if (octet > '=' || octet > ' ' && octet < '=' || isInnerBlank(octet)) {
        target[out++] = octet;
        at++;
      } else if (octet == '=') {
        int high = at + 2 < end ? hex(raw[at + 1]) : -1;
        int low = high < 0 ? -1 : hex(raw[at + 2]);
        if (low >= 0) {
          target[out++] = (byte) (high << 4 | low);
          at += 3;
        } else if (!softBreak()) {
          target[out++] = octet;
          at++;
        }
      } else if ((octet == ' ' || octet == '\t') && at >= plainUntil && trailing()) {
        at = plainUntil;
      } else {
        target[out++] = octet;
        at++;
      }
    }
    return out == offset && length > 0 ? -1 : out - offset;
  }

  /** A blank with something visible behind it. */
  private boolean isInnerBlank(byte octet) {
    return octet == ' ' && at + 1 < end && raw[at + 1] > ' ';
  }

  /** Steps over "=", white space and a line end. */
  private boolean softBreak() {
    int i = at + 1;
    while (i < end && (raw[i] == ' ' || raw[i] == '\t')) {
      i++;
    }
    if (i < end && raw[i] == '\r') {
      i++;
    }
    if (i < end && raw[i] == '\n') {
      at = i + 1;
      return true;
    }
    if (i >= end) {
      at = end;
      return true;
    }
    return false;
  }

  /** Finds the end of this run of white space; true when a line end follows it. */
  private boolean trailing() {
    int i = at;
    while (i < end && (raw[i] == ' ' || raw[i] == '\t')) {
      i++;
    }
    plainUntil = i;
    return i >= end || raw[i] == '\n' || raw[i] == '\r' && i + 1 < end && raw[i + 1] == '\n';
  }

  private static int hex(byte octet) {
    if (octet >= '0' && octet <= '9') {
      return octet - '0';
    }
    int lower = octet | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }
}
