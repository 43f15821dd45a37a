package dev.mailbridge.mailparse.mime;

import dev.mailbridge.mailparse.text.HeaderText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The header lines of a mail or a part (RFC 5322 section 2.2), as positions in the raw octets:
 * values are unfolded and decoded when somebody asks for them.
 */
public final class HeaderBlock {
  /** More lines than any mail has; beyond them a mail is an attack on memory. */
  private static final int MOST_HEADERS = 100_000;

  /** A longer value is cut: 5,000 recipients fit. */
  private static final int LONGEST_VALUE = 512 << 10;

  private static final int FIELDS = 4;

  private final byte[] raw;
  private int[] positions = new int[FIELDS * 24];
  private int count;
  private int end;

  private HeaderBlock(byte[] raw) {
    this.raw = raw;
  }

  /**
   * Reads from {@code start} to the blank line, to a delimiter of an enclosing multipart, or to the
   * first line that can't belong to a header.
   */
  static HeaderBlock read(byte[] raw, int start, int end, Delimiters delimiters, Defects defects) {
    HeaderBlock block = new HeaderBlock(raw);
    int line = start;
    boolean previous = false;
    while (line < end) {
      int next = Lines.next(raw, line, end);
      int stop = Lines.trimEnd(raw, line, next);
      byte first = raw[line];
      if (stop == line) {
        block.end = next;
        return block;
      }
      if (first == '-' && delimiters.match(line, stop) != null) {
        break;
      }
      if (previous && (first == ' ' || first == '\t')) {
        block.extend(stop, defects);
      } else {
        int colon = colon(raw, line, stop);
        if (colon > line) {
          block.add(line, colon, stop, defects);
          previous = true;
        } else if (!startsWith(raw, line, stop, "From ")
            && !startsWith(raw, line, stop, ">From ")) {
          defects.add("malformed-header", ascii(raw, line, stop));
          int after = next < end ? Lines.trimEnd(raw, next, Lines.next(raw, next, end)) : next;
          boolean goesOn = next < end && (after == next || colon(raw, next, after) > next);
          if (!goesOn || first == '-' && line + 1 < stop && raw[line + 1] == '-') {
            break;
          }
        }
      }
      line = next;
    }
    block.end = line;
    return block;
  }

  /** The header at the beginning of octets that stand for themselves. */
  public static HeaderBlock of(byte[] octets) {
    return of(octets, 0);
  }

  /** The group of fields at {@code from}, blank lines before it stepped over. */
  public static HeaderBlock of(byte[] octets, int from) {
    int start = from;
    while (start < octets.length && (octets[start] == '\r' || octets[start] == '\n')) {
      start++;
    }
    return read(octets, start, octets.length, new Delimiters(octets), new Defects());
  }

  private void add(int line, int colon, int stop, Defects defects) {
    if (count == MOST_HEADERS) {
      defects.add("too-many-headers", "more than " + MOST_HEADERS + " header lines");
      return;
    }
    int at = count * FIELDS;
    if (at == positions.length) {
      positions = Arrays.copyOf(positions, positions.length * 2);
    }
    int nameEnd = colon;
    while (nameEnd > line && (raw[nameEnd - 1] == ' ' || raw[nameEnd - 1] == '\t')) {
      nameEnd--;
    }
    int value = colon + 1;
    while (value < stop && (raw[value] == ' ' || raw[value] == '\t')) {
      value++;
    }
    positions[at] = line;
    positions[at + 1] = nameEnd;
    positions[at + 2] = value;
    count++;
    extend(stop, defects);
  }

  private void extend(int stop, Defects defects) {
    if (count == MOST_HEADERS) {
      return;
    }
    int last = count * FIELDS - 1;
    int longest = positions[last - 1] + LONGEST_VALUE;
    positions[last] = Math.min(stop, longest);
    if (stop > longest) {
      defects.add("header-too-long", name(count - 1));
    }
  }

  /** Where a field's colon is, or -1 when the line can't be a field. */
  private static int colon(byte[] raw, int line, int stop) {
    for (int i = line; i < stop; i++) {
      byte octet = raw[i];
      if (octet == ':') {
        return i;
      }
      if (octet <= ' ') {
        // Some write "Subject : text"; a blank elsewhere is no field name
        while (i < stop && (raw[i] == ' ' || raw[i] == '\t')) {
          i++;
        }
        return i < stop && raw[i] == ':' ? i : -1;
      }
    }
    return -1;
  }

  private static boolean startsWith(byte[] raw, int from, int to, String prefix) {
    if (to - from < prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (raw[from + i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static String ascii(byte[] raw, int from, int to) {
    return new String(raw, from, Math.min(to - from, 80), StandardCharsets.ISO_8859_1);
  }

  /** Where the body begins. */
  public int end() {
    return end;
  }

  public int count() {
    return count;
  }

  public String name(int index) {
    int at = index * FIELDS;
    return new String(
        raw, positions[at], positions[at + 1] - positions[at], StandardCharsets.ISO_8859_1);
  }

  /** Unfolded; raw 8-bit octets decoded; encoded words left as they are. */
  public String value(int index) {
    int at = index * FIELDS;
    return HeaderText.unfold(raw, positions[at + 2], positions[at + 3]);
  }

  /** Octets of name and value together. */
  public int length(int index) {
    return positions[index * FIELDS + 3] - positions[index * FIELDS];
  }

  /** The position of the first field of that name at or after {@code from}, or -1. */
  public int indexOf(String name, int from) {
    int length = name.length();
    for (int i = from; i < count; i++) {
      int at = i * FIELDS;
      if (positions[at + 1] - positions[at] == length && sameName(positions[at], name)) {
        return i;
      }
    }
    return -1;
  }

  private boolean sameName(int at, String name) {
    for (int i = 0; i < name.length(); i++) {
      if (lower(raw[at + i]) != lower((byte) name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet | 0x20 : octet;
  }

  /** The first field's value, null when absent. */
  public String first(String name) {
    int index = indexOf(name, 0);
    return index < 0 ? null : value(index);
  }

  public boolean has(String name) {
    return indexOf(name, 0) >= 0;
  }

  public List<String> all(String name) {
    List<String> values = new ArrayList<>(2);
    for (int i = indexOf(name, 0); i >= 0; i = indexOf(name, i + 1)) {
      values.add(value(i));
    }
    return values;
  }
}
