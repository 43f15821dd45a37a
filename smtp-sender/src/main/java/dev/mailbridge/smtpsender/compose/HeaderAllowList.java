package dev.mailbridge.smtpsender.compose;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The header fields that a command may set itself; all others are the sender's to write. */
final class HeaderAllowList {
  private static final Set<String> NAMES =
      Set.of(
          "importance",
          "priority",
          "sensitivity",
          "keywords",
          "comments",
          "organization",
          "content-language",
          "list-id",
          "list-unsubscribe",
          "list-unsubscribe-post",
          "list-help",
          "feedback-id",
          "disposition-notification-to",
          "precedence");
  private static final Pattern EXTENSION = Pattern.compile("x-[a-z0-9-]{1,60}");
  // Exchange and this product act on these.
  private static final Pattern RESERVED =
      Pattern.compile("x-(ms|microsoft|exchange|forefront|auto-response-suppress|originating).*");

  private HeaderAllowList() {}

  static boolean allows(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return NAMES.contains(lower)
        || (EXTENSION.matcher(lower).matches() && !RESERVED.matcher(lower).matches());
  }
}
