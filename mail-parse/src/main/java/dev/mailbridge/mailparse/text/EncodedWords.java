package dev.mailbridge.mailparse.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Encoded words (RFC 2047, RFC 2231 section 5). Adjacent words of one charset are joined as octets
 * before they are decoded, whatever their encodings: many senders cut inside a character.
 */
public final class EncodedWords {
  private final String text;
  private final StringBuilder decoded;
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private String label;
  private int lastEnd;

  private EncodedWords(String text) {
    this.text = text;
    this.decoded = new StringBuilder(text.length());
  }

  /** Decodes the words in a text; null gives null. */
  public static String decode(String text) {
    if (text == null || text.indexOf("=?") < 0) {
      return text;
    }
    EncodedWords words = new EncodedWords(text);
    words.run();
    return words.decoded.toString();
  }

  private void run() {
    int at = 0;
    lastEnd = text.lastIndexOf("?=");
    while (at < lastEnd) {
      int start = text.indexOf("=?", at);
      if (start < 0) {
        break;
      }
      int end = word(start, at);
      if (end < 0) {
        flush();
        decoded.append(text, at, start + 2);
        at = start + 2;
      } else {
        at = end;
      }
    }
    flush();
    decoded.append(text, at, text.length());
  }

  /** Reads the word at {@code start}; returns where it ends, -1 when it is none. */
  private int word(int start, int before) {
    int charsetEnd = text.indexOf('?', start + 2);
    if (charsetEnd < 0 || charsetEnd - start > 80 || charsetEnd + 2 >= text.length()) {
      return -1;
    }
    char encoding = Character.toLowerCase(text.charAt(charsetEnd + 1));
    if (text.charAt(charsetEnd + 2) != '?' || (encoding != 'b' && encoding != 'q')) {
      return -1;
    }
    int from = charsetEnd + 3;
    int end = from > lastEnd ? -1 : text.indexOf("?=", from);
    if (end < 0) {
      return -1;
    }
    // "=?utf-8?Q?=41?=": the "?=" right after the last "?" belongs to the payload
    if (end == from && encoding == 'q' && end + 2 < text.length() && isHex(text, end + 2)) {
      int later = text.indexOf("?=", end + 2);
      end = later < 0 ? end : later;
    }
    String charset = text.substring(start + 2, charsetEnd);
    int star = charset.indexOf('*');
    if (star > 0) {
      charset = charset.substring(0, star);
    }
    boolean adjacent = label != null && blank(before, start);
    if (!adjacent) {
      flush();
      decoded.append(text, before, start);
    } else if (!charset.equalsIgnoreCase(label)) {
      flush();
    }
    label = charset;
    if (encoding == 'b') {
      base64(from, end);
    } else {
      quoted(from, end);
    }
    return end + 2;
  }

  private static boolean isHex(String text, int at) {
    return at + 1 < text.length()
        && Character.digit(text.charAt(at), 16) >= 0
        && Character.digit(text.charAt(at + 1), 16) >= 0;
  }

  private boolean blank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) > ' ') {
        return false;
      }
    }
    return true;
  }

  private void flush() {
    if (label == null) {
      return;
    }
    Charset charset = Charsets.lookup(label);
    String part = Charsets.decodeShort(octets.toByteArray(), charset);
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      // No line ends or other controls out of a header: they would inject headers further on
      decoded.append(c < ' ' || c == 0x7F ? ' ' : c);
    }
    octets.reset();
    label = null;
  }

  private void base64(int from, int to) {
    StringBuilder digits = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '=') {
        // Padding inside: several words' payloads in one
        drain(digits);
      } else if (c < 0x80 && (Character.isLetterOrDigit(c) || c == '+' || c == '/')) {
        digits.append(c);
      }
    }
    drain(digits);
  }

  private void drain(StringBuilder digits) {
    if (digits.length() % 4 == 1) {
      digits.setLength(digits.length() - 1);
    }
    octets.writeBytes(
        Base64.getDecoder().decode(digits.toString().getBytes(StandardCharsets.US_ASCII)));
    digits.setLength(0);
  }

  private void quoted(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '=' && isHex(text, i + 1) && i + 2 < to) {
        octets.write(
            Character.digit(text.charAt(i + 1), 16) << 4 | Character.digit(text.charAt(i + 2), 16));
        i += 2;
      } else if (c == '_') {
        octets.write(' ');
      } else if (c < 0x80) {
        octets.write(c);
      } else {
        octets.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
