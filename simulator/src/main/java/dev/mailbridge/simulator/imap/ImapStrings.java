package dev.mailbridge.simulator.imap;

import java.nio.charset.StandardCharsets;

/** Strings as a server sends them: quoted where that is allowed, else as literals. */
final class ImapStrings {
  private ImapStrings() {}

  static String nilOrString(String value) {
    return value == null ? "NIL" : string(value);
  }

  static String string(String value) {
    boolean quotable = value.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    if (quotable) {
      return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
    byte[] octets = value.getBytes(StandardCharsets.UTF_8);
    return "{" + octets.length + "}\r\n" + new String(octets, StandardCharsets.ISO_8859_1);
  }
}
