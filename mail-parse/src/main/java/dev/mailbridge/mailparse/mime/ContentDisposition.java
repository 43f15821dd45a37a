package dev.mailbridge.mailparse.mime;

import dev.mailbridge.mailparse.text.EncodedWords;
import java.util.Locale;
import java.util.Map;

/**
 * Content-Disposition (RFC 2183).
 *
 * @param type {@code attachment}, {@code inline} or another word in lower case; empty when absent
 */
public record ContentDisposition(String type, Map<String, String> parameters) {
  static final ContentDisposition NONE = new ContentDisposition("", Map.of());

  static ContentDisposition parse(String value) {
    if (value == null) {
      return NONE;
    }
    int semicolon = value.indexOf(';');
    String type = (semicolon < 0 ? value : value.substring(0, semicolon)).strip();
    int equals = type.indexOf('=');
    if (equals >= 0) {
      // "Content-Disposition: filename=x", the type forgotten
      return new ContentDisposition("attachment", Parameters.parse(value, 0));
    }
    return new ContentDisposition(
        type.toLowerCase(Locale.ROOT),
        semicolon < 0 ? Map.of() : Parameters.parse(value, semicolon + 1));
  }

  public boolean isAttachment() {
    return type.equals("attachment");
  }

  public boolean isInline() {
    return type.equals("inline");
  }

  String filename() {
    return EncodedWords.decode(parameters.get("filename"));
  }
}
