package dev.mailbridge.imappoller.publish;

import dev.mailbridge.contracts.ContentRef;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.mailparse.ParsedMail;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A mail's texts: in the event when they are short, in the content store when they are long. */
record EventTexts(
    String text,
    ContentRef textContent,
    String html,
    ContentRef htmlContent,
    String replyText,
    List<IncomingMail.Defect> defects) {
  /** With all of them, and JSON's escapes, a record stays below 900 KB. */
  private static final int LONGEST = 128 << 10;

  private static final int LONGEST_REPLY = 64 << 10;

  static EventTexts of(ParsedMail mail, ContentSink contents) {
    List<IncomingMail.Defect> defects = new ArrayList<>();
    ContentRef text = longText("text", mail.text(), contents, defects);
    ContentRef html = longText("html", mail.html(), contents, defects);
    return new EventTexts(
        text == null ? mail.text() : null,
        text,
        html == null ? mail.html() : null,
        html,
        shorten(mail.replyText()),
        List.copyOf(defects));
  }

  private static ContentRef longText(
      String what, String text, ContentSink contents, List<IncomingMail.Defect> defects) {
    if (text == null || text.length() <= LONGEST / 3) {
      return null;
    }
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    if (octets.length <= LONGEST) {
      return null;
    }
    ContentRef ref = contents.put(octets);
    if (ref != null) {
      defects.add(
          new IncomingMail.Defect(
              "long-" + what,
              "The %s has %d octets and lies in %sContent".formatted(what, octets.length, what)));
    }
    return ref;
  }

  private static String shorten(String reply) {
    return reply == null || reply.length() <= LONGEST_REPLY
        ? reply
        : reply.substring(
            0,
            Character.isHighSurrogate(reply.charAt(LONGEST_REPLY - 1))
                ? LONGEST_REPLY - 1
                : LONGEST_REPLY);
  }
}
