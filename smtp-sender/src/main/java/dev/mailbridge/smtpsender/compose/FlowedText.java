package dev.mailbridge.smtpsender.compose;

/** Plain text as {@code format=flowed} (RFC 3676): short lines that clients join again. */
final class FlowedText {
  private static final int WIDTH = 76;
  private static final String SIGNATURE = "-- ";

  private FlowedText() {}

  /**
   * @param text lines ended in any way
   * @return lines ended by CR LF
   */
  static String of(String text) {
    StringBuilder out = new StringBuilder(text.length() + text.length() / 40 + 2);
    text.lines().forEach(line -> paragraph(line, out));
    return out.toString();
  }

  private static void paragraph(String line, StringBuilder out) {
    if (line.equals(SIGNATURE)) {
      out.append(SIGNATURE).append("\r\n");
      return;
    }
    String rest = line.stripTrailing();
    if (rest.startsWith(">")) {
      out.append(rest).append("\r\n");
      return;
    }
    while (rest.length() > WIDTH) {
      int space = rest.lastIndexOf(' ', WIDTH - 1);
      // A first column of spaces is content, not a place to break.
      if (space <= 0 || rest.substring(0, space).isBlank()) {
        space = rest.indexOf(' ', WIDTH);
      }
      if (space < 0) {
        break;
      }
      // The space before the line end says that the line goes on.
      stuffed(rest.substring(0, space + 1), out);
      rest = rest.substring(space + 1);
    }
    stuffed(rest, out);
  }

  private static void stuffed(String line, StringBuilder out) {
    if (line.startsWith(" ") || line.startsWith("From ") || line.startsWith(">")) {
      out.append(' ');
    }
    out.append(line).append("\r\n");
  }
}
