package dev.mailbridge.mailparse.mime;

import dev.mailbridge.mailparse.text.Charsets;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Parameters of a structured header (RFC 2045 section 5.1), with continuations and charsets (RFC
 * 2231), quotes forgotten, and semicolons missing.
 */
final class Parameters {
  private static final int MOST_SEGMENTS = 1_000;

  /** A segment of a continued parameter. */
  private record Segment(String value, boolean encoded) {}

  private final String text;
  private final Map<String, String> plain = new LinkedHashMap<>(4);
  private final Map<String, TreeMap<Integer, Segment>> continued = new HashMap<>(2);
  private int at;

  private Parameters(String text, int from) {
    this.text = text;
    this.at = from;
  }

  static Map<String, String> parse(String text, int from) {
    Parameters parameters = new Parameters(text, from);
    parameters.readAll();
    // RFC 2231 wins over the plain form that is sent beside it for old readers
    parameters.continued.forEach((name, segments) -> parameters.plain.put(name, join(segments)));
    return parameters.plain;
  }

  private void readAll() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ';' || c <= ' ' || c == ',') {
        at++;
        continue;
      }
      int start = at;
      while (at < text.length() && text.charAt(at) != '=' && text.charAt(at) != ';') {
        at++;
      }
      String name = text.substring(start, at).strip().toLowerCase(Locale.ROOT);
      if (at < text.length() && text.charAt(at) == '=') {
        at++;
        put(name, value());
      }
    }
  }

  private String value() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    int start = at;
    while (at < text.length() && text.charAt(at) != ';') {
      at++;
    }
    return text.substring(start, at).strip();
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        break;
      }
      // A backslash before anything but a quote is part of a Windows path
      if (c == '\\' && at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\\')) {
        c = text.charAt(at++);
      }
      value.append(c);
    }
    return value.toString();
  }

  private void put(String name, String value) {
    int star = name.indexOf('*');
    if (star < 0) {
      plain.putIfAbsent(name, value);
      return;
    }
    String base = name.substring(0, star);
    String rest = name.substring(star + 1);
    boolean encoded = rest.isEmpty() || rest.endsWith("*");
    String number = rest.endsWith("*") ? rest.substring(0, rest.length() - 1) : rest;
    int position = rest.isEmpty() ? 0 : number(number);
    if (position >= 0) {
      continued
          .computeIfAbsent(base, unused -> new TreeMap<>())
          .putIfAbsent(position, new Segment(value, encoded));
    }
  }

  private static int number(String digits) {
    if (digits.isEmpty() || digits.length() > 4) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number < MOST_SEGMENTS ? number : -1;
  }

  /** Segments in order, joined as octets and decoded once: a cut may go through a character. */
  private static String join(TreeMap<Integer, Segment> segments) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    Charset charset = null;
    boolean first = true;
    for (Segment segment : segments.values()) {
      String value = segment.value;
      if (first && segment.encoded) {
        int quote = value.indexOf('\'');
        int second = quote < 0 ? -1 : value.indexOf('\'', quote + 1);
        if (second > 0) {
          charset = Charsets.lookup(value.substring(0, quote));
          value = value.substring(second + 1);
        }
      }
      first = false;
      if (segment.encoded) {
        percentDecode(value, octets);
      } else {
        octets.writeBytes(value.getBytes(StandardCharsets.UTF_8));
      }
    }
    return Charsets.decodeShort(octets.toByteArray(), charset);
  }

  private static void percentDecode(String value, ByteArrayOutputStream octets) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      int high = c == '%' && i + 2 < value.length() ? hex(value.charAt(i + 1)) : -1;
      int low = high >= 0 ? hex(value.charAt(i + 2)) : -1;
      if (low >= 0) {
        octets.write(high << 4 | low);
        i += 2;
      } else if (c < 0x80) {
        octets.write(c);
      } else {
        int point = value.codePointAt(i);
        octets.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(point) - 1;
      }
    }
  }

  private static int hex(char c) {
    return Character.digit(c, 16);
  }
}
