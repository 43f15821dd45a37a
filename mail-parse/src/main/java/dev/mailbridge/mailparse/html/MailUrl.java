package dev.mailbridge.mailparse.html;

import java.util.List;

/** Which addresses may stand in a mail's HTML. */
final class MailUrl {
  private static final List<String> LINKS =
      List.of("http:", "https:", "mailto:", "tel:", "ftp:", "sms:", "sip:", "callto:", "webcal:");
  private static final List<String> IMAGES =
      List.of(
          "data:image/png",
          "data:image/jpeg",
          "data:image/jpg",
          "data:image/gif",
          "data:image/webp",
          "data:image/bmp");

  private MailUrl() {}

  static boolean isLink(String url) {
    return startsWithAny(url, LINKS) || url.strip().startsWith("#") && url.strip().length() > 1;
  }

  static boolean isContentId(String url) {
    return url.regionMatches(true, 0, "cid:", 0, 4);
  }

  static boolean isEmbeddedImage(String url) {
    return startsWithAny(url, IMAGES);
  }

  static boolean isRemote(String url) {
    return url.startsWith("//") || startsWithAny(url, List.of("http:", "https:", "ftp:"));
  }

  private static boolean startsWithAny(String url, List<String> prefixes) {
    String start = url.strip();
    for (String prefix : prefixes) {
      if (start.regionMatches(true, 0, prefix, 0, prefix.length())) {
        return true;
      }
    }
    return false;
  }
}
