package dev.mailbridge.mailparse.text;

import java.nio.charset.Charset;

/** ISO-2022-JP, -KR and -CN that nobody declared, known by their escape sequences. */
final class Iso2022 {
  private Iso2022() {}

  /** The text, or null when there are no such sequences. */
  static String decode(byte[] octets) {
    for (int i = 0; i + 2 < octets.length; i++) {
      if (octets[i] == 0x1B && octets[i + 1] == '$') {
        String name = name(octets, i + 2);
        if (name != null) {
          return Charsets.decodeStrictly(octets, Charset.forName(name));
        }
      }
    }
    return null;
  }

  private static String name(byte[] octets, int at) {
    if (octets[at] == 'B' || octets[at] == '@') {
      return "x-windows-iso2022jp";
    }
    if (octets[at] == ')' && at + 1 < octets.length) {
      return octets[at + 1] == 'C' ? "ISO-2022-KR" : "ISO-2022-CN";
    }
    return null;
  }
}
