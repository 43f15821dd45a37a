package dev.mailbridge.mailparse.body;

/** Text with LF line ends, without NUL and without blank lines at its end. */
final class PlainText {
  private PlainText() {}

  static String normalise(String text) {
    int stop = text.length();
    while (stop > 0 && text.charAt(stop - 1) <= ' ') {
      stop--;
    }
    if (text.indexOf('\r') < 0 && text.indexOf('\0') < 0) {
      return text.substring(0, stop);
    }
    StringBuilder normal = new StringBuilder(stop);
    for (int i = 0; i < stop; i++) {
      char c = text.charAt(i);
      if (c == '\r') {
        if (i + 1 >= text.length() || text.charAt(i + 1) != '\n') {
          normal.append('\n');
        }
      } else if (c != '\0') {
        normal.append(c);
      }
    }
    return normal.toString();
  }
}
