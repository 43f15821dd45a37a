package dev.mailbridge.mailparse.html;

/** Text and attribute values as HTML (WHATWG HTML section 13.3). */
final class Escaping {
  private Escaping() {}

  static void text(String text, StringBuilder html) {
    int from = 0;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      String entity =
          switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '\u00A0' -> "&nbsp;";
            case '\0' -> "";
            default -> null;
          };
      if (entity != null) {
        html.append(text, from, i).append(entity);
        from = i + 1;
      }
    }
    html.append(text, from, length);
  }

  static void attribute(String name, String value, StringBuilder html) {
    html.append(' ').append(name).append("=\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\0' -> {}
        default -> html.append(c);
      }
    }
    html.append('"');
  }
}
