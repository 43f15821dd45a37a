package dev.mailbridge.mailparse.html;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Inline styles that change how text looks and nothing else: nothing that loads, moves out of its
 * place, covers something or runs.
 */
final class StyleFilter {
  private static final Set<String> PROPERTIES =
      Set.of(
          "background",
          "background-color",
          "border",
          "border-bottom",
          "border-bottom-color",
          "border-bottom-style",
          "border-bottom-width",
          "border-collapse",
          "border-color",
          "border-left",
          "border-left-color",
          "border-left-style",
          "border-left-width",
          "border-radius",
          "border-right",
          "border-right-color",
          "border-right-style",
          "border-right-width",
          "border-spacing",
          "border-style",
          "border-top",
          "border-top-color",
          "border-top-style",
          "border-top-width",
          "border-width",
          "clear",
          "color",
          "direction",
          "display",
          "float",
          "font",
          "font-family",
          "font-size",
          "font-style",
          "font-variant",
          "font-weight",
          "height",
          "letter-spacing",
          "line-height",
          "list-style-type",
          "margin",
          "margin-bottom",
          "margin-left",
          "margin-right",
          "margin-top",
          "max-height",
          "max-width",
          "min-height",
          "min-width",
          "overflow-wrap",
          "padding",
          "padding-bottom",
          "padding-left",
          "padding-right",
          "padding-top",
          "table-layout",
          "text-align",
          "text-decoration",
          "text-indent",
          "text-transform",
          "unicode-bidi",
          "vertical-align",
          "white-space",
          "width",
          "word-break",
          "word-spacing",
          "word-wrap");
  private static final List<String> FORBIDDEN =
      List.of("url", "expression", "javascript", "image", "attr(", "var(", "env(", "element(");
  private static final int LONGEST = 10_000;

  private StyleFilter() {}

  static String filter(String style) {
    if (style.length() > LONGEST) {
      return "";
    }
    StringBuilder kept = new StringBuilder(style.length());
    int at = 0;
    while (at < style.length()) {
      int stop = end(style, at);
      int colon = style.indexOf(':', at);
      if (colon > at && colon < stop) {
        String property = style.substring(at, colon).strip().toLowerCase(Locale.ROOT);
        String value = style.substring(colon + 1, stop).strip();
        if (PROPERTIES.contains(property) && isHarmless(property, value)) {
          kept.append(kept.isEmpty() ? "" : ";").append(property).append(':').append(value);
        }
      }
      at = stop + 1;
    }
    return kept.toString();
  }

  private static int end(String style, int from) {
    char quote = 0;
    for (int i = from; i < style.length(); i++) {
      char c = style.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == ';') {
        return i;
      }
    }
    return style.length();
  }

  private static boolean isHarmless(String property, String value) {
    boolean quotes = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' || c == '@' || c == '<' || c == '{' || c == '}' || c < ' ') {
        return false;
      }
      if (c == '/' && i + 1 < value.length() && value.charAt(i + 1) == '*') {
        return false;
      }
      quotes ^= c == '"';
    }
    String lower = value.toLowerCase(Locale.ROOT);
    for (String word : FORBIDDEN) {
      if (lower.contains(word)) {
        return false;
      }
    }
    boolean moves = property.startsWith("margin") || property.equals("text-indent");
    return !quotes && !(moves && lower.indexOf('-') >= 0);
  }
}
