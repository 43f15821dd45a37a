package dev.mailbridge.mailparse.body;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names of attachments that are safe on any system, and names for those that have none. */
final class Filenames {
  private static final int LONGEST = 180;
  private static final Set<String> RESERVED =
      Set.of(
          "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6",
          "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7",
          "lpt8", "lpt9");
  private static final Map<String, String> EXTENSIONS =
      Map.ofEntries(
          Map.entry("text/plain", "txt"),
          Map.entry("text/html", "html"),
          Map.entry("text/csv", "csv"),
          Map.entry("text/calendar", "ics"),
          Map.entry("text/vcard", "vcf"),
          Map.entry("text/x-vcard", "vcf"),
          Map.entry("text/rtf", "rtf"),
          Map.entry("text/xml", "xml"),
          Map.entry("text/markdown", "md"),
          Map.entry("text/rfc822-headers", "txt"),
          Map.entry("image/jpeg", "jpg"),
          Map.entry("image/png", "png"),
          Map.entry("image/gif", "gif"),
          Map.entry("image/bmp", "bmp"),
          Map.entry("image/webp", "webp"),
          Map.entry("image/tiff", "tiff"),
          Map.entry("image/svg+xml", "svg"),
          Map.entry("audio/mpeg", "mp3"),
          Map.entry("audio/wav", "wav"),
          Map.entry("video/mp4", "mp4"),
          Map.entry("application/pdf", "pdf"),
          Map.entry("application/json", "json"),
          Map.entry("application/xml", "xml"),
          Map.entry("application/zip", "zip"),
          Map.entry("application/rtf", "rtf"),
          Map.entry("application/ms-tnef", "dat"),
          Map.entry("application/pkcs7-signature", "p7s"),
          Map.entry("application/x-pkcs7-signature", "p7s"),
          Map.entry("application/pkcs7-mime", "p7m"),
          Map.entry("application/x-pkcs7-mime", "p7m"),
          Map.entry("application/pgp-signature", "asc"),
          Map.entry("application/pgp-encrypted", "asc"),
          Map.entry("application/msword", "doc"),
          Map.entry("application/vnd.ms-excel", "xls"),
          Map.entry(
              "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
          Map.entry("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
          Map.entry("message/rfc822", "eml"),
          Map.entry("message/delivery-status", "txt"),
          Map.entry("message/disposition-notification", "txt"));

  private static final Map<String, String> TYPES =
      Map.of(
          "txt", "text/plain",
          "csv", "text/csv",
          "html", "text/html",
          "htm", "text/html",
          "jpeg", "image/jpeg",
          "log", "text/plain",
          "ics", "text/calendar");

  private Filenames() {}

  /** Without paths, controls, bidirectional overrides, reserved names and characters. */
  static String safe(String original) {
    String name = Normalizer.normalize(original, Normalizer.Form.NFC);
    int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
    if (slash >= 0 && slash < name.length() - 1) {
      name = name.substring(slash + 1);
    }
    StringBuilder safe = new StringBuilder(name.length());
    name.codePoints()
        .forEach(
            point -> {
              if (isInvisible(point)) {
                return;
              }
              safe.appendCodePoint("<>:\"/\\|?*".indexOf(point) >= 0 ? '_' : point);
            });
    return shorten(trimmed(safe.toString()));
  }

  private static boolean isInvisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          point != 0x200D && point != 0x200C; // joiners are part of words and emoji
      default -> false;
    };
  }

  private static String trimmed(String name) {
    int from = 0;
    int to = name.length();
    while (from < to
        && (name.charAt(from) <= ' '
            || name.charAt(from) == '.' && from + 1 < to && name.charAt(from + 1) == '.')) {
      from++;
    }
    while (to > from && (name.charAt(to - 1) <= ' ' || name.charAt(to - 1) == '.')) {
      to--;
    }
    String trimmed = name.substring(from, to);
    int dot = trimmed.indexOf('.');
    String stem = (dot < 0 ? trimmed : trimmed.substring(0, dot)).strip();
    return RESERVED.contains(stem.toLowerCase(Locale.ROOT)) ? "_" + trimmed : trimmed;
  }

  private static String shorten(String name) {
    if (name.length() <= LONGEST) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String extension = dot > 0 && name.length() - dot <= 12 ? name.substring(dot) : "";
    int stop = LONGEST - extension.length();
    if (Character.isHighSurrogate(name.charAt(stop - 1))) {
      stop--;
    }
    return name.substring(0, stop) + extension;
  }

  /** A name for an attachment without one. */
  static String generated(String contentType, int number) {
    if (contentType.equals("text/calendar")) {
      return "invite.ics";
    }
    String main = contentType.startsWith("image/") ? "image" : "attachment";
    return main + "-" + number + "." + EXTENSIONS.getOrDefault(contentType, "bin");
  }

  /** The content type that a name's ending stands for, null when unknown. */
  static String typeOf(String filename) {
    int dot = filename.lastIndexOf('.');
    String extension = filename.substring(dot + 1).toLowerCase(Locale.ROOT);
    String type = TYPES.get(extension);
    if (type != null || dot < 0) {
      return type;
    }
    for (Map.Entry<String, String> entry : EXTENSIONS.entrySet()) {
      if (entry.getValue().equals(extension) && !entry.getKey().startsWith("message/")) {
        return entry.getKey();
      }
    }
    return null;
  }
}
