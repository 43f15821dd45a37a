package dev.mailbridge.mailparse.mime;

import dev.mailbridge.mailparse.text.EncodedWords;
import java.util.Locale;
import java.util.Map;

/**
 * Content-Type (RFC 2045 section 5).
 *
 * @param type {@code type/subtype} in lower case
 * @param declared false when the header is absent or can't be read, so that {@code type} is a guess
 * @param parameters names in lower case
 */
public record ContentType(String type, boolean declared, Map<String, String> parameters) {
  static final ContentType TEXT = new ContentType("text/plain", false, Map.of());
  static final ContentType MESSAGE = new ContentType("message/rfc822", false, Map.of());

  static ContentType parse(String value, ContentType otherwise) {
    if (value == null) {
      return otherwise;
    }
    int semicolon = value.indexOf(';');
    String type =
        (semicolon < 0 ? value : value.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    int blank = firstBlank(type);
    if (blank > 0) {
      type = type.substring(0, blank);
    }
    int slash = type.indexOf('/');
    if (slash <= 0 || slash == type.length() - 1) {
      type = shortForm(type, otherwise);
    }
    Map<String, String> parameters =
        semicolon < 0 ? Map.of() : Parameters.parse(value, semicolon + 1);
    return new ContentType(type, type.indexOf('/') > 0, parameters);
  }

  /** RFC 1049's and other senders' {@code text} and {@code html}. */
  private static String shortForm(String type, ContentType otherwise) {
    return switch (type) {
      case "html" -> "text/html";
      case "pdf" -> "application/pdf";
      default -> otherwise.type();
    };
  }

  private static int firstBlank(String type) {
    for (int i = 0; i < type.length(); i++) {
      if (type.charAt(i) <= ' ') {
        return i;
      }
    }
    return -1;
  }

  public boolean is(String other) {
    return type.equals(other);
  }

  public boolean isMultipart() {
    return type.startsWith("multipart/");
  }

  public String subtype() {
    return type.substring(type.indexOf('/') + 1);
  }

  public String parameter(String name) {
    return parameters.get(name);
  }

  public String charset() {
    return parameters.get("charset");
  }

  String name() {
    return EncodedWords.decode(parameters.get("name"));
  }
}
