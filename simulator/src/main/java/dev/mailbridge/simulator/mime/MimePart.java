package dev.mailbridge.simulator.mime;

import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.ParseException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A mail or a part of one, as ranges of the mail's octets: IMAP's section numbers must give exactly
 * the octets that arrived, so nothing is decoded or written anew.
 */
public final class MimePart {
  private static final int DEEPEST = 40;

  private final byte[] raw;
  private final int start;
  private final int bodyStart;
  private final int end;
  private final MailHeaders headers;
  private final String type;
  private final String subtype;
  private final Map<String, String> parameters;
  private final List<MimePart> children;

  private MimePart(byte[] raw, int start, int end, int depth, String fallbackType) {
    this.raw = raw;
    this.start = start;
    this.end = end;
    bodyStart = MailHeaders.bodyStart(raw, start, end);
    headers = MailHeaders.parse(raw, start, bodyStart);
    ContentType parsed = contentType(headers.first("Content-Type").orElse(fallbackType));
    type = parsed.getPrimaryType().toLowerCase(Locale.ROOT);
    subtype = parsed.getSubType().toLowerCase(Locale.ROOT);
    parameters = new LinkedHashMap<>();
    if (parsed.getParameterList() != null) {
      for (String name : Collections.list(parsed.getParameterList().getNames())) {
        parameters.put(name, parsed.getParameterList().get(name));
      }
    }
    children = depth >= DEEPEST ? List.of() : readChildren(depth);
  }

  public static MimePart parse(byte[] raw) {
    return new MimePart(raw, 0, raw.length, 0, "text/plain; charset=us-ascii");
  }

  private static ContentType contentType(String value) {
    try {
      ContentType parsed = new ContentType(value);
      if (parsed.getPrimaryType() != null && parsed.getSubType() != null) {
        return parsed;
      }
    } catch (ParseException e) {
      // RFC 2045, section 5.2: what can't be understood counts as plain text.
    }
    return new ContentType("text", "plain", null);
  }

  private List<MimePart> readChildren(int depth) {
    if (isMessage()) {
      return List.of(new MimePart(raw, bodyStart, end, depth + 1, "text/plain; charset=us-ascii"));
    }
    String boundary = parameters.get("boundary");
    if (!isMultipart() || boundary == null || boundary.isEmpty()) {
      return List.of();
    }
    byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    String fallback = subtype.equals("digest") ? "message/rfc822" : "text/plain; charset=us-ascii";
    List<MimePart> parts = new ArrayList<>();
    int partStart = -1;
    int at = bodyStart;
    while (at < end) {
      int next = MailHeaders.lineEnd(raw, at, end);
      if (startsWith(at, delimiter)) {
        if (partStart >= 0) {
          parts.add(
              new MimePart(raw, partStart, beforeLineEnd(at, partStart), depth + 1, fallback));
        }
        int after = at + delimiter.length;
        if (after + 1 < end && raw[after] == '-' && raw[after + 1] == '-') {
          return parts;
        }
        partStart = next;
      }
      at = next;
    }
    if (partStart >= 0 && partStart < end) {
      parts.add(new MimePart(raw, partStart, end, depth + 1, fallback));
    }
    return parts;
  }

  private boolean startsWith(int at, byte[] prefix) {
    if (at + prefix.length > end) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (raw[at + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  /** The line end before a delimiter belongs to the delimiter (RFC 2046, section 5.1.1). */
  private int beforeLineEnd(int at, int from) {
    int before = at;
    if (before > from && raw[before - 1] == '\n') {
      before--;
      if (before > from && raw[before - 1] == '\r') {
        before--;
      }
    }
    return before;
  }

  public boolean isMultipart() {
    return type.equals("multipart");
  }

  public boolean isMessage() {
    return type.equals("message") && subtype.equals("rfc822");
  }

  public String type() {
    return type;
  }

  public String subtype() {
    return subtype;
  }

  public Map<String, String> parameters() {
    return parameters;
  }

  public MailHeaders headers() {
    return headers;
  }

  public List<MimePart> children() {
    return children;
  }

  public byte[] raw() {
    return raw;
  }

  public int start() {
    return start;
  }

  public int bodyStart() {
    return bodyStart;
  }

  public int end() {
    return end;
  }

  public int bodySize() {
    return end - bodyStart;
  }

  public int bodyLines() {
    int lines = 0;
    for (int i = bodyStart; i < end; i++) {
      if (raw[i] == '\n') {
        lines++;
      }
    }
    return lines;
  }

  public String encoding() {
    return headers.first("Content-Transfer-Encoding").orElse("7bit").toLowerCase(Locale.ROOT);
  }

  public Optional<ContentDisposition> disposition() {
    return headers
        .first("Content-Disposition")
        .flatMap(
            value -> {
              try {
                return Optional.of(new ContentDisposition(value));
              } catch (ParseException e) {
                return Optional.empty();
              }
            });
  }

  /** A part by its IMAP number (1 is the first, or the body of a mail that has one part only). */
  public Optional<MimePart> part(int number) {
    MimePart holder = isMessage() && start > 0 ? children.getFirst() : this;
    if (holder.isMultipart() && !holder.children.isEmpty()) {
      return number >= 1 && number <= holder.children.size()
          ? Optional.of(holder.children.get(number - 1))
          : Optional.empty();
    }
    return number == 1 ? Optional.of(holder) : Optional.empty();
  }
}
