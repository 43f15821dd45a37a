package dev.mailbridge.mailparse.body;

/** Text with LF line ends, without NUL and without blank lines at its end. */
final class PlainText {
  private PlainText() {}

  static String normalise(String text) {
    int stop = text.length();
    while (stop > 0 && text.charAt(stop - 1) <= ' ') {
      stop--;
    }
    String normal = text.substring(0, stop);
    if (normal.indexOf('\r') >= 0) {
      normal = normal.replace("\r\n", "\n").replace('\r', '\n');
    }
    return normal.indexOf('\0') < 0 ? normal : normal.replace("\0", "");
  }
}
