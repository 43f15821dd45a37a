package dev.mailbridge.simulator.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The header fields of a mail or a part, unfolded, in their order. */
public final class MailHeaders {
  /** One field; {@code value} is unfolded and otherwise as it stands. */
  public record Field(String name, String value, int start, int end) {}

  private final List<Field> fields;

  private MailHeaders(List<Field> fields) {
    this.fields = fields;
  }

  /**
   * Reads the fields between two offsets of the mail, octets as UTF-8 where they are, else Latin 1.
   */
  static MailHeaders parse(byte[] raw, int from, int to) {
    List<Field> fields = new ArrayList<>();
    int start = from;
    while (start < to) {
      int end = lineEnd(raw, start, to);
      while (end < to && (raw[end] == ' ' || raw[end] == '\t')) {
        end = lineEnd(raw, end, to);
      }
      String text = text(raw, start, end);
      int colon = text.indexOf(':');
      if (colon > 0) {
        String value = text.substring(colon + 1).replaceAll("\r?\n[ \t]*", " ").strip();
        fields.add(new Field(text.substring(0, colon).strip(), value, start, end));
      }
      start = end;
    }
    return new MailHeaders(fields);
  }

  public static MailHeaders of(byte[] raw) {
    return parse(raw, 0, headerEnd(raw, 0, raw.length));
  }

  /** The offset of the first octet after the header's empty line. */
  static int bodyStart(byte[] raw, int from, int to) {
    int at = from;
    while (at < to) {
      int end = lineEnd(raw, at, to);
      if (raw[at] == '\n' || (raw[at] == '\r' && end == at + 2)) {
        return end;
      }
      at = end;
    }
    return to;
  }

  private static int headerEnd(byte[] raw, int from, int to) {
    int at = from;
    while (at < to) {
      if (raw[at] == '\n' || (raw[at] == '\r' && at + 1 < to && raw[at + 1] == '\n')) {
        return at;
      }
      at = lineEnd(raw, at, to);
    }
    return to;
  }

  static int lineEnd(byte[] raw, int from, int to) {
    int at = from;
    while (at < to) {
      if (raw[at++] == '\n') {
        return at;
      }
    }
    return to;
  }

  private static String text(byte[] raw, int from, int to) {
    String utf8 = new String(raw, from, to - from, StandardCharsets.UTF_8);
    return utf8.indexOf('\ufffd') < 0
        ? utf8
        : new String(raw, from, to - from, StandardCharsets.ISO_8859_1);
  }

  public List<Field> fields() {
    return fields;
  }

  public Optional<String> first(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .findFirst();
  }

  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }
}
