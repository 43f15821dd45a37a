package dev.mailbridge.mailparse.body;

import dev.mailbridge.mailparse.mime.EncodedOctets;
import dev.mailbridge.mailparse.mime.TransferEncoding;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Files that stand uuencoded in the text (before MIME, and from some devices still). */
final class UuencodedFiles {
  private static final int MOST_FILES = 100;

  private UuencodedFiles() {}

  /** The text without the files, which go to {@code attached}. */
  static String extract(String text, List<Attached> attached) {
    int at = begin(text, 0);
    if (at < 0) {
      return text;
    }
    StringBuilder rest = new StringBuilder(text.length());
    int copied = 0;
    int files = 0;
    while (at >= 0 && files < MOST_FILES) {
      int body = text.indexOf('\n', at) + 1;
      int end = body == 0 ? -1 : end(text, body);
      if (end < 0) {
        at = begin(text, at + 1);
        continue;
      }
      String name = text.substring(at + "begin 644 ".length(), body - 1).strip();
      byte[] lines = text.substring(body, end).getBytes(StandardCharsets.ISO_8859_1);
      String type = Filenames.typeOf(name);
      attached.add(
          new Attached(
              name,
              type == null ? "application/octet-stream" : type,
              false,
              null,
              new EncodedOctets(lines, 0, lines.length, TransferEncoding.UUENCODE)));
      files++;
      rest.append(text, copied, at);
      int newline = text.indexOf('\n', end);
      copied = newline < 0 ? text.length() : newline + 1;
      at = begin(text, copied);
    }
    return PlainText.normalise(rest.append(text, copied, text.length()).toString());
  }

  /** The next line of the form {@code begin 644 name}. */
  private static int begin(String text, int from) {
    int at = text.indexOf("begin ", from);
    while (at >= 0) {
      boolean lineStart = at == 0 || text.charAt(at - 1) == '\n';
      if (lineStart
          && at + 11 < text.length()
          && isOctal(text.charAt(at + 6))
          && isOctal(text.charAt(at + 7))
          && isOctal(text.charAt(at + 8))
          && text.charAt(at + 9) == ' ') {
        return at;
      }
      at = text.indexOf("begin ", at + 1);
    }
    return -1;
  }

  private static boolean isOctal(char c) {
    return c >= '0' && c <= '7';
  }

  /** Where the line {@code end} is; -1 when a line before it isn't uuencoded. */
  private static int end(String text, int from) {
    int at = from;
    while (at < text.length()) {
      int newline = text.indexOf('\n', at);
      int stop = newline < 0 ? text.length() : newline;
      if (stop - at >= 3
          && text.startsWith("end", at)
          && text.substring(at, stop).strip().equals("end")) {
        return at;
      }
      if (stop > at) {
        int octets = text.charAt(at) - 32 & 63;
        int digits = (octets + 2) / 3 * 4;
        char first = text.charAt(at);
        if (first < ' ' || first > '`' || stop - at - 1 > digits + 2) {
          return -1;
        }
      }
      if (newline < 0) {
        return -1;
      }
      at = newline + 1;
    }
    return -1;
  }
}
