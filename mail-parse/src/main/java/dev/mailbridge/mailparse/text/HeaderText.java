package dev.mailbridge.mailparse.text;

import java.nio.charset.StandardCharsets;

/** Header values as text: unfolded (RFC 5322 section 2.2.3), raw 8-bit octets decoded. */
public final class HeaderText {
  private HeaderText() {}

  /** The octets from {@code from} to {@code to} without their folding. */
  public static String unfold(byte[] raw, int from, int to) {
    boolean folded = false;
    boolean ascii = true;
    for (int i = from; i < to; i++) {
      byte octet = raw[i];
      if (octet < ' ') {
        ascii &= octet > 0 && octet != 0x1B;
        folded |= octet == '\n' || octet == '\r';
      }
    }
    if (!folded) {
      return decode(raw, from, to, ascii);
    }
    byte[] line = new byte[to - from];
    int length = 0;
    boolean afterFold = false;
    for (int i = from; i < to; i++) {
      byte octet = raw[i];
      if (octet == '\n' || octet == '\r') {
        afterFold = true;
      } else {
        line[length++] = afterFold && octet == '\t' ? (byte) ' ' : octet;
        afterFold = false;
      }
    }
    return decode(line, 0, length, ascii);
  }

  private static String decode(byte[] octets, int from, int to, boolean ascii) {
    int stop = to;
    while (stop > from && (octets[stop - 1] == ' ' || octets[stop - 1] == '\t')) {
      stop--;
    }
    if (ascii) {
      return new String(octets, from, stop - from, StandardCharsets.ISO_8859_1);
    }
    byte[] value = java.util.Arrays.copyOfRange(octets, from, stop);
    return Charsets.decodeShort(value, null).replace('\0', ' ');
  }
}
