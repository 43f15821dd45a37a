package dev.mailbridge.simulator.imap;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Names of folders on the wire (RFC 3501, section 5.1.3). */
final class ModifiedUtf7 {
  private ModifiedUtf7() {}

  static String encode(String name) {
    StringBuilder wire = new StringBuilder();
    StringBuilder special = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 0x20 && c <= 0x7e) {
        flush(special, wire);
        wire.append(c == '&' ? "&-" : String.valueOf(c));
      } else {
        special.append(c);
      }
    }
    flush(special, wire);
    return wire.toString();
  }

  private static void flush(StringBuilder special, StringBuilder wire) {
    if (!special.isEmpty()) {
      String base64 =
          Base64.getEncoder()
              .withoutPadding()
              .encodeToString(special.toString().getBytes(StandardCharsets.UTF_16BE));
      wire.append('&').append(base64.replace('/', ',')).append('-');
      special.setLength(0);
    }
  }

  static String decode(String wire) {
    StringBuilder name = new StringBuilder();
    int at = 0;
    while (at < wire.length()) {
      char c = wire.charAt(at);
      int end = c == '&' ? wire.indexOf('-', at) : -1;
      if (end < 0) {
        name.append(c);
        at++;
      } else if (end == at + 1) {
        name.append('&');
        at = end + 1;
      } else {
        try {
          byte[] octets = Base64.getDecoder().decode(wire.substring(at + 1, end).replace(',', '/'));
          name.append(new String(octets, StandardCharsets.UTF_16BE));
        } catch (IllegalArgumentException e) {
          throw new BadCommand("Command Argument Error. 11");
        }
        at = end + 1;
      }
    }
    return name.toString();
  }
}
