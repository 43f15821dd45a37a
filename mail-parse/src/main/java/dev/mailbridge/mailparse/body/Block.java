package dev.mailbridge.mailparse.body;

import java.util.function.Supplier;

/**
 * A piece of what is shown, in one form or in both.
 *
 * @param text null when the sender gave HTML only
 * @param html sanitised; null when the sender gave text only
 * @param derived the HTML as text
 */
record Block(String text, String html, Supplier<String> derived) {
  static Block ofText(String text) {
    return new Block(text, null, () -> "");
  }

  String asText() {
    return text == null || text.isBlank() && html != null ? derived.get() : text;
  }
}
