package dev.mailbridge.mailparse.header;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * Message identifiers (RFC 5322 section 3.6.4) out of headers that came with commas, comments,
 * blanks inside an id, without blanks between ids, or without brackets.
 */
public final class MessageIds {
  private static final int MOST_IDS = 500;
  private static final int LONGEST = 998;

  private MessageIds() {}

  /** All ids with angle brackets, in order, repeats left out. */
  public static List<String> parse(List<String> values) {
    if (values.isEmpty()) {
      return List.of();
    }
    SequencedSet<String> ids = new LinkedHashSet<>();
    for (String value : values) {
      read(value, ids);
    }
    return List.copyOf(ids);
  }

  /** The first id that is one, null when there is none. */
  public static String first(List<String> values) {
    List<String> ids = parse(values);
    return ids.isEmpty() ? null : ids.getFirst();
  }

  private static void read(String value, SequencedSet<String> ids) {
    int at = 0;
    boolean comments = true; // until one is never closed
    while (at < value.length() && ids.size() < MOST_IDS) {
      char c = value.charAt(at);
      if (c == '<') {
        int end = at + 1;
        while (end < value.length() && value.charAt(end) != '>' && value.charAt(end) != '<') {
          end++;
        }
        add(value.substring(at + 1, end), ids);
        at = end < value.length() && value.charAt(end) == '<' ? end : end + 1;
      } else if (c == '(') {
        int after = comments ? afterComment(value, at) : -1;
        comments = after > 0;
        at = comments ? after : at + 1;
      } else if (c <= ' ' || c == ',' || c == ';' || c == '>') {
        at++;
      } else {
        int start = at;
        while (at < value.length() && !ends(value.charAt(at))) {
          at++;
        }
        String bare = value.substring(start, at);
        if (bare.indexOf('@') > 0 && bare.indexOf('@') < bare.length() - 1) {
          add(bare, ids);
        }
      }
    }
  }

  private static boolean ends(char c) {
    return c <= ' ' || c == '<' || c == '>' || c == ',' || c == ';' || c == '(';
  }

  private static int afterComment(String value, int from) {
    int depth = 0;
    for (int i = from; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return i + 1;
      }
    }
    return -1;
  }

  private static void add(String content, SequencedSet<String> ids) {
    StringBuilder id = new StringBuilder(content.length() + 2).append('<');
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      if (c > ' ' && c != 0x7F) {
        id.append(c);
      }
    }
    if (id.length() > 1 && id.length() <= LONGEST) {
      ids.add(id.append('>').toString());
    }
  }
}
