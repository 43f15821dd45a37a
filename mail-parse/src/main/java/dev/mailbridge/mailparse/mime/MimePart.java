package dev.mailbridge.mailparse.mime;

import java.util.List;

/**
 * A part of a mail, or the mail itself; its body is a range of the raw octets.
 *
 * @param children of a multipart, else empty
 */
public record MimePart(
    byte[] raw,
    HeaderBlock headers,
    ContentType type,
    ContentDisposition disposition,
    int bodyStart,
    int bodyEnd,
    List<MimePart> children) {

  public boolean isMultipart() {
    return !children.isEmpty();
  }

  /** The body without its transfer encoding. */
  public EncodedOctets octets() {
    return new EncodedOctets(
        raw, bodyStart, bodyEnd, TransferEncoding.of(headers.first("Content-Transfer-Encoding")));
  }

  /** Content-ID without brackets and blanks, null when absent or empty. */
  public String contentId() {
    String value = headers.first("Content-ID");
    if (value == null) {
      return null;
    }
    String id = value.strip();
    if (id.startsWith("<")) {
      id = id.substring(1);
    }
    if (id.endsWith(">")) {
      id = id.substring(0, id.length() - 1);
    }
    id = id.strip();
    return id.isEmpty() ? null : id;
  }

  /** The filename as the sender wrote it, decoded; null when there is none. */
  public String filename() {
    String filename = disposition.filename();
    return filename == null ? type.name() : filename;
  }
}
