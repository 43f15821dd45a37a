package dev.mailbridge.mailparse.header;

import dev.mailbridge.mailparse.ParsedMail.Authentication;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Authentication-Results (RFC 8601) of receivers that are trusted; everyone else may write such a
 * header, the sender too.
 */
public final class AuthenticationResults {
  private AuthenticationResults() {}

  /**
   * @param values of all such headers, the topmost first
   * @param trusted authserv-ids; the empty one stands for Exchange Online, which writes none
   * @return null when no trusted receiver said anything
   */
  public static Authentication parse(List<String> values, Set<String> trusted) {
    if (trusted.isEmpty()) {
      return null;
    }
    for (String value : values) {
      List<String> clauses = clauses(value);
      if (clauses.isEmpty()) {
        continue;
      }
      String first = clauses.getFirst();
      boolean anonymous = first.indexOf('=') > 0;
      String id = anonymous ? "" : word(first).toLowerCase(Locale.ROOT);
      if (isTrusted(id, trusted)) {
        return results(id, anonymous ? clauses : clauses.subList(1, clauses.size()));
      }
    }
    return null;
  }

  private static boolean isTrusted(String id, Set<String> trusted) {
    for (String name : trusted) {
      if (name.equalsIgnoreCase(id)) {
        return true;
      }
    }
    return false;
  }

  private static Authentication results(String id, List<String> clauses) {
    Map<String, String> results = new HashMap<>();
    for (String clause : clauses) {
      int equals = clause.indexOf('=');
      if (equals <= 0) {
        continue;
      }
      String method = clause.substring(0, equals).strip().toLowerCase(Locale.ROOT);
      int version = method.indexOf('/');
      String name = version < 0 ? method : method.substring(0, version).strip();
      String result = word(clause.substring(equals + 1)).toLowerCase(Locale.ROOT);
      // Of several DKIM signatures one that passes is enough
      results.merge(name, result, (old, next) -> next.equals("pass") ? next : old);
    }
    return new Authentication(
        id.isEmpty() ? null : id, results.get("spf"), results.get("dkim"), results.get("dmarc"));
  }

  private static String word(String text) {
    String stripped = text.strip();
    int end = 0;
    while (end < stripped.length() && stripped.charAt(end) > ' ') {
      end++;
    }
    return stripped.substring(0, end);
  }

  /** The parts between semicolons, comments left out. */
  private static List<String> clauses(String value) {
    StringBuilder plain = new StringBuilder(value.length());
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' && depth == 0) {
        quoted = !quoted;
      }
      if (!quoted && c == '(') {
        depth++;
      } else if (!quoted && c == ')' && depth > 0) {
        depth--;
      } else if (depth == 0) {
        plain.append(quoted && c == ';' ? ',' : c);
      }
    }
    return java.util.Arrays.stream(plain.toString().split(";", 200))
        .map(String::strip)
        .filter(clause -> !clause.isEmpty())
        .toList();
  }
}
