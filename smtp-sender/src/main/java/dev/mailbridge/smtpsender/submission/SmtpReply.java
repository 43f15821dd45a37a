package dev.mailbridge.smtpsender.submission;

import dev.mailbridge.contracts.DeliveryReport;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's answer (RFC 5321 section 4.2).
 *
 * @param code three digits
 * @param enhanced RFC 3463, null when the server gave none
 * @param text all lines without their codes, joined by line feeds
 */
public record SmtpReply(int code, String enhanced, String text) {
  private static final Pattern LINE =
      Pattern.compile("(?:\\d{3}[ -]?)?(?:([245]\\.\\d{1,3}\\.\\d{1,3})(?: |$))?(.*)");
  private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s@]{1,400}@[^<>\\s]{1,255}>");
  private static final int MAX_TEXT = 2_000;

  /** Reads the lines as they came; the last enhanced code counts. */
  public static SmtpReply parse(int code, String lines) {
    StringBuilder text = new StringBuilder();
    String enhanced = null;
    for (String line : lines.strip().split("\\R")) {
      // Exchange writes "554-5.2.0 …" as "554-" or "5545.2.0" alike: the pattern takes both.
      Matcher form = LINE.matcher(line);
      if (form.matches()) {
        enhanced = form.group(1) == null ? enhanced : form.group(1);
        text.append(text.isEmpty() ? "" : "\n").append(form.group(2));
      }
    }
    String all = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text.toString();
    return new SmtpReply(code, enhanced, all);
  }

  public boolean positive() {
    return code >= 200 && code < 400;
  }

  public boolean transientFailure() {
    return code >= 400 && code < 500;
  }

  /** The Message-ID that Exchange Online names in its 250 when it replaced ours. */
  public Optional<String> namedMessageId() {
    Matcher found = MESSAGE_ID.matcher(text);
    return found.find() ? Optional.of(found.group()) : Optional.empty();
  }

  public DeliveryReport.SmtpReply toReport() {
    return new DeliveryReport.SmtpReply(code, enhanced, text);
  }
}
