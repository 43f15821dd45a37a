package dev.mailbridge.mailparse.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the parts of a mail in one pass over its octets (RFC 2046). A delimiter of an outer
 * multipart ends the inner ones too; a mail that just stops ends everything.
 */
public final class StructureReader {
  private final byte[] raw;
  private final int end;
  private final int mostDepth;
  private final int mostParts;
  private final Defects defects;
  private final Delimiters delimiters;
  private int at;
  private int parts;
  private Delimiters.Match ended;

  public StructureReader(byte[] raw, int mostDepth, int mostParts, Defects defects) {
    this(raw, 0, raw.length, mostDepth, mostParts, defects);
  }

  /** Reads a mail that is a range of {@code raw}. */
  public StructureReader(
      byte[] raw, int start, int end, int mostDepth, int mostParts, Defects defects) {
    this.raw = raw;
    this.at = start;
    this.end = end;
    this.mostDepth = mostDepth;
    this.mostParts = mostParts;
    this.defects = defects;
    this.delimiters = new Delimiters(raw);
  }

  public MimePart read() {
    while (at < end && (raw[at] == '\r' || raw[at] == '\n')) {
      at++; // blank lines before the header of a mail
    }
    return part(ContentType.TEXT);
  }

  private MimePart part(ContentType otherwise) {
    parts++;
    HeaderBlock headers = HeaderBlock.read(raw, at, end, delimiters, defects);
    at = headers.end();
    ContentType type = ContentType.parse(headers.first("Content-Type"), otherwise);
    ContentDisposition disposition = ContentDisposition.parse(headers.first("Content-Disposition"));
    int bodyStart = at;
    if (type.isMultipart()) {
      if (delimiters.depth() >= mostDepth) {
        defects.add("too-deep", "multiparts inside one another beyond " + mostDepth);
      } else {
        String boundary = type.parameter("boundary");
        if (boundary == null || boundary.isEmpty()) {
          boundary = guessBoundary();
          defects.add("no-boundary", type.type());
        }
        if (boundary != null && !boundary.isEmpty()) {
          List<MimePart> children = multipart(boundary, type);
          if (!children.isEmpty()) {
            return new MimePart(
                raw, headers, type, disposition, bodyStart, bodyEnd(bodyStart), children);
          }
          defects.add("empty-multipart", "no part of " + type.type() + " could be found");
          return new MimePart(
              raw,
              headers,
              ContentType.TEXT,
              disposition,
              bodyStart,
              bodyEnd(bodyStart),
              List.of());
        }
      }
    }
    skipBody();
    return new MimePart(raw, headers, type, disposition, bodyStart, bodyEnd(bodyStart), List.of());
  }

  /** Where the body that was just read ends: the line end before a delimiter belongs to that. */
  private int bodyEnd(int bodyStart) {
    if (ended == null) {
      return at;
    }
    int stop = at;
    if (stop > bodyStart && raw[stop - 1] == '\n') {
      stop--;
      if (stop > bodyStart && raw[stop - 1] == '\r') {
        stop--;
      }
    }
    return stop;
  }

  private List<MimePart> multipart(String boundary, ContentType type) {
    List<MimePart> children = new ArrayList<>();
    ContentType otherwise = type.is("multipart/digest") ? ContentType.MESSAGE : ContentType.TEXT;
    int level = delimiters.depth();
    delimiters.push(boundary);
    skipBody();
    while (ended != null && ended.level() == level) {
      if (ended.close()) {
        stepOverDelimiter();
        skipBody();
        if (ended == null || ended.level() != level || ended.close()) {
          continue;
        }
        defects.add("parts-after-end", "a part after the closing delimiter");
      }
      if (parts >= mostParts) {
        defects.add("too-many-parts", "more than " + mostParts + " parts");
        stepOverDelimiter();
        skipBody();
        continue;
      }
      stepOverDelimiter();
      children.add(part(otherwise));
      if (ended == null || ended.level() < level) {
        defects.add("missing-end-boundary", boundary);
      }
    }
    delimiters.pop();
    return children;
  }

  private void stepOverDelimiter() {
    at = Lines.next(raw, at, end);
  }

  /** Goes to the line of the next delimiter, or to the end. */
  private void skipBody() {
    ended = null;
    if (delimiters.depth() == 0) {
      at = end;
      return;
    }
    byte[] octets = raw;
    int i = at;
    int last = end - 2;
    boolean lineStart = true;
    while (i < last) {
      if (lineStart && octets[i] == '-' && octets[i + 1] == '-') {
        int next = Lines.next(octets, i, end);
        ended = delimiters.match(i, Lines.trimEnd(octets, i, next));
        if (ended != null) {
          at = i;
          return;
        }
        i = next;
        continue;
      }
      while (i < end && octets[i] != '\n') {
        i++;
      }
      i++;
      lineStart = true;
    }
    at = end;
  }

  /** The first line of the body that looks like a delimiter and is followed by a header. */
  private String guessBoundary() {
    int line = at;
    while (line < end) {
      int next = Lines.next(raw, line, end);
      int stop = Lines.trimEnd(raw, line, next);
      if (stop - line > 3
          && stop - line <= 200
          && raw[line] == '-'
          && raw[line + 1] == '-'
          && startsWithContent(next)) {
        return new String(raw, line + 2, stop - line - 2, StandardCharsets.UTF_8).stripTrailing();
      }
      line = next;
    }
    return null;
  }

  private boolean startsWithContent(int from) {
    String name = "content-";
    if (from + name.length() > end) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if ((raw[from + i] | 0x20) != name.charAt(i) && raw[from + i] != '-') {
        return false;
      }
    }
    return true;
  }
}
