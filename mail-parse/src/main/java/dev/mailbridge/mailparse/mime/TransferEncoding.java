package dev.mailbridge.mailparse.mime;

import java.util.Locale;

/** Content-Transfer-Encoding (RFC 2045 section 6). */
public enum TransferEncoding {
  IDENTITY,
  BASE64,
  QUOTED_PRINTABLE,
  UUENCODE;

  static TransferEncoding of(String header) {
    if (header == null) {
      return IDENTITY;
    }
    String value = header.strip();
    int semicolon = value.indexOf(';');
    if (semicolon >= 0) {
      value = value.substring(0, semicolon).strip();
    }
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "base64", "\"base64\"", "base-64", "b" -> BASE64;
      case "quoted-printable", "\"quoted-printable\"", "quotedprintable", "q" -> QUOTED_PRINTABLE;
      case "x-uuencode", "uuencode", "x-uue", "uue" -> UUENCODE;
      default -> IDENTITY;
    };
  }
}
