package dev.mailbridge.mailparse.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The boundaries of the multiparts that are open, outermost first (RFC 2046 section 5.1.1). */
final class Delimiters {
  private final byte[] raw;
  private final List<byte[]> open = new ArrayList<>();

  Delimiters(byte[] raw) {
    this.raw = raw;
  }

  /**
   * @param level which open multipart it belongs to, 0 for the outermost
   * @param close it ends the multipart
   */
  record Match(int level, boolean close) {}

  void push(String boundary) {
    open.add(boundary.stripTrailing().getBytes(StandardCharsets.UTF_8));
  }

  void pop() {
    open.removeLast();
  }

  int depth() {
    return open.size();
  }

  /** What the line from {@code line} to {@code stop} delimits; null when nothing. */
  Match match(int line, int stop) {
    if (stop - line < 2 || raw[line] != '-' || raw[line + 1] != '-') {
      return null;
    }
    for (int level = open.size() - 1; level >= 0; level--) {
      byte[] boundary = open.get(level);
      int rest = line + 2 + boundary.length;
      if (rest <= stop && same(boundary, line + 2)) {
        if (rest + 1 < stop && raw[rest] == '-' && raw[rest + 1] == '-') {
          return new Match(level, true);
        }
        if (blank(rest, stop)) {
          return new Match(level, false);
        }
      }
    }
    return null;
  }

  private boolean same(byte[] boundary, int at) {
    for (int i = 0; i < boundary.length; i++) {
      if (raw[at + i] != boundary[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean blank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (raw[i] != ' ' && raw[i] != '\t') {
        return false;
      }
    }
    return true;
  }
}
