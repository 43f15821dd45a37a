package dev.mailbridge.mailparse.html;

/** Text that is built line by line, white space collapsed, with quote marks before quoted lines. */
final class TextLines {
  private static final int DEEPEST_QUOTE = 10;
  private static final String RULE = "_".repeat(32);

  private final StringBuilder out = new StringBuilder();
  private final StringBuilder current = new StringBuilder();
  private int quotes;
  private int blankLines;
  private boolean space;
  private boolean cell;

  /** Begins a new line unless one was just begun. */
  void line() {
    if (!current.isEmpty()) {
      flush();
    }
    cell = false;
  }

  /** A blank line between what was and what comes. */
  void paragraph() {
    line();
    if (!out.isEmpty()) {
      blankLines = Math.max(blankLines, 1);
    }
  }

  /** A line break that the sender typed. */
  void newLine() {
    if (current.isEmpty()) {
      blankLines = Math.min(blankLines + 1, 2);
    } else {
      flush();
    }
  }

  void rule() {
    line();
    current.append(RULE);
    line();
  }

  void quote(int change) {
    line();
    if (change > 0) {
      blankLines();
    }
    quotes += change;
  }

  void bullet(String bullet, int depth) {
    line();
    current.repeat(' ', 2 * Math.min(Math.max(depth - 1, 0), 10)).append(bullet);
    space = false;
  }

  /** A table cell begins: it is set apart from the one before it in the row. */
  void cell() {
    cell = !current.isEmpty();
  }

  /** Where the text stands now, for {@link #since}. */
  int mark() {
    return out.length() + current.length();
  }

  /** The text of the current line since a mark. */
  String since(int mark) {
    int from = mark - out.length();
    return current.substring(Math.min(Math.max(from, 0), current.length()));
  }

  void text(String text, boolean preformatted) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (preformatted && c == '\n') {
        newLine();
      } else if (preformatted && c == ' ') {
        current.append(c);
      } else if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
        space = !current.isEmpty();
      } else if (c != '\0' && c != '\uFEFF' && c != '\u200B' && c != '\u00AD') {
        if (cell) {
          current.append(" | ");
        } else if (space) {
          current.append(' ');
        }
        cell = false;
        space = false;
        current.append(c == '\u00A0' ? ' ' : c);
      }
    }
  }

  private void flush() {
    int stop = current.length();
    while (stop > 0 && current.charAt(stop - 1) == ' ') {
      stop--;
    }
    if (stop == 0) {
      blankLines = Math.min(blankLines + 1, 2);
    } else {
      blankLines();
      prefix();
      out.append(quotes > 0 ? " " : "").append(current, 0, stop).append('\n');
    }
    current.setLength(0);
    space = false;
  }

  private void blankLines() {
    for (int i = 0; i < blankLines && !out.isEmpty(); i++) {
      prefix();
      out.append('\n');
    }
    blankLines = 0;
  }

  private void prefix() {
    out.repeat('>', Math.min(Math.max(quotes, 0), DEEPEST_QUOTE));
  }

  String finish() {
    line();
    return out.toString().stripTrailing();
  }
}
