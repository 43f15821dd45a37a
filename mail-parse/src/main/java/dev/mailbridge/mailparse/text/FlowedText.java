package dev.mailbridge.mailparse.text;

/** format=flowed (RFC 3676): joins the lines that the sender's client wrapped. */
public final class FlowedText {
  private FlowedText() {}

  /**
   * @param text with LF line ends
   * @param delSp the trailing space of a flowed line isn't part of the text
   */
  public static String unflow(String text, boolean delSp) {
    StringBuilder unflowed = new StringBuilder(text.length());
    int openDepth = -1; // quote depth of the paragraph that goes on, -1 when none does
    int at = 0;
    while (at <= text.length()) {
      int newline = text.indexOf('\n', at);
      int stop = newline < 0 ? text.length() : newline;
      int depth = 0;
      while (at + depth < stop && text.charAt(at + depth) == '>') {
        depth++;
      }
      int from = at + depth;
      if (from < stop && text.charAt(from) == ' ') {
        from++; // space-stuffing
      }
      boolean signature = stop - from == 3 && text.startsWith("-- ", from);
      boolean flowed = stop > from && text.charAt(stop - 1) == ' ' && !signature;
      if (openDepth != depth || signature) {
        if (at > 0) {
          unflowed.append('\n');
        }
        quote(unflowed, depth, from < stop);
      }
      unflowed.append(text, from, flowed && delSp ? stop - 1 : stop);
      openDepth = flowed ? depth : -1;
      if (newline < 0) {
        break;
      }
      at = newline + 1;
    }
    return unflowed.toString();
  }

  private static void quote(StringBuilder unflowed, int depth, boolean text) {
    unflowed.repeat('>', depth);
    if (depth > 0 && text) {
      unflowed.append(' ');
    }
  }
}
