package dev.mailbridge.mailparse.html;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** {@code cid:} addresses (RFC 2392). */
final class ContentIds {
  private ContentIds() {}

  static void add(String url, Set<String> ids) {
    if (url.regionMatches(true, 0, "cid:", 0, 4)) {
      ids.add(decode(url.substring(4).strip()));
    }
  }

  private static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < encoded.length; i++) {
      int high =
          encoded[i] == '%' && i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(encoded[i + 2], 16);
      if (low < 0) {
        octets.write(encoded[i]);
      } else {
        octets.write(high << 4 | low);
        i += 2;
      }
    }
    return octets.toString(StandardCharsets.UTF_8);
  }
}
