package dev.mailbridge.mailparse.mime;

import java.io.InputStream;

/** Uuencode (POSIX), from the line after {@code begin} to {@code end}. */
public final class UuencodedBody extends InputStream {
  private final byte[] raw;
  private final int end;
  private final byte[] line = new byte[63];
  private int lineAt;
  private int lineEnd;
  private int at;

  public UuencodedBody(byte[] raw, int start, int end) {
    this.raw = raw;
    this.end = end;
    this.at = start;
    if (end - start > 6 && raw[start] == 'b' && raw[start + 5] == ' ') {
      this.at = Lines.next(raw, start, end);
    }
  }

  @Override
  public int read() {
    return lineAt < lineEnd || nextLine() ? line[lineAt++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    int out = offset;
    int to = offset + length;
    while (out < to && (lineAt < lineEnd || nextLine())) {
      target[out++] = line[lineAt++];
    }
    return out == offset && length > 0 ? -1 : out - offset;
  }

  private boolean nextLine() {
    while (at < end) {
      int from = at;
      int next = Lines.next(raw, from, end);
      int stop = Lines.trimEnd(raw, from, next);
      at = next;
      if (stop == from) {
        continue;
      }
      int length = raw[from] - 32 & 63;
      if (length == 0 || stop - from == 3 && raw[from] == 'e' && raw[from + 1] == 'n') {
        at = end;
        return false;
      }
      decode(from + 1, stop, length);
      return true;
    }
    return false;
  }

  private void decode(int from, int stop, int length) {
    lineAt = 0;
    lineEnd = 0;
    for (int i = from; lineEnd < length; i += 4) {
      int word =
          six(i, stop) << 18 | six(i + 1, stop) << 12 | six(i + 2, stop) << 6 | six(i + 3, stop);
      for (int shift = 16; shift >= 0 && lineEnd < length; shift -= 8) {
        line[lineEnd++] = (byte) (word >> shift);
      }
    }
  }

  /** A line that lost its trailing blanks on the way reads as if they were there. */
  private int six(int i, int stop) {
    return i < stop ? raw[i] - 32 & 63 : 0;
  }
}
