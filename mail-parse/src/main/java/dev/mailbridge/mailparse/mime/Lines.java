package dev.mailbridge.mailparse.mime;

/** Line ends: CRLF, and the bare LF that some stores and scripts leave. */
final class Lines {
  private Lines() {}

  /** Where the next line begins, or {@code end}. */
  static int next(byte[] raw, int from, int end) {
    for (int i = from; i < end; i++) {
      if (raw[i] == '\n') {
        return i + 1;
      }
    }
    return end;
  }

  /** The end of the line that begins at {@code from} without its line end. */
  static int trimEnd(byte[] raw, int from, int next) {
    int stop = next;
    if (stop > from && raw[stop - 1] == '\n') {
      stop--;
      if (stop > from && raw[stop - 1] == '\r') {
        stop--;
      }
    }
    return stop;
  }
}
