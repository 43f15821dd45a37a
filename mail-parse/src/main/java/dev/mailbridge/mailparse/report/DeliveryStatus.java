package dev.mailbridge.mailparse.report;

import dev.mailbridge.mailparse.ParsedMail.BounceReport;
import dev.mailbridge.mailparse.ParsedMail.Recipient;
import dev.mailbridge.mailparse.header.MessageIds;
import dev.mailbridge.mailparse.mime.HeaderBlock;
import dev.mailbridge.mailparse.mime.MimePart;
import dev.mailbridge.mailparse.text.EncodedWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Delivery status notifications (RFC 3464, RFC 6533), and the bounces of servers that send none.
 */
public final class DeliveryStatus {
  private static final int LONGEST = 256 << 10;
  private static final int MOST_RECIPIENTS = 1_000;

  private DeliveryStatus() {}

  /** What the mail reports; null when it is no such report. */
  public static BounceReport read(MimePart mail, String text) {
    List<MimePart> leaves = new ArrayList<>();
    collect(mail, leaves);
    MimePart status = null;
    MimePart original = null;
    for (MimePart leaf : leaves) {
      switch (leaf.type().type()) {
        case "message/delivery-status", "message/global-delivery-status" ->
            status = status == null ? leaf : status;
        case "message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers" ->
            original = original == null ? leaf : original;
        default -> {}
      }
    }
    if (status != null) {
      return report(recipients(status), original, text);
    }
    return returned(mail.headers(), original, text);
  }

  private static void collect(MimePart part, List<MimePart> leaves) {
    if (!part.isMultipart()) {
      leaves.add(part);
    }
    for (MimePart child : part.children()) {
      collect(child, leaves);
    }
  }

  private static BounceReport report(List<Recipient> recipients, MimePart original, String text) {
    boolean hard =
        recipients.stream()
            .anyMatch(
                one ->
                    "failed".equals(one.action())
                        && (one.status() == null || one.status().startsWith("5")));
    String id = null;
    List<String> references = List.of();
    if (original != null) {
      HeaderBlock headers = HeaderBlock.of(original.octets().first(LONGEST));
      id = MessageIds.first(headers.all("Message-ID"));
      references = MessageIds.parse(headers.all("References"));
    } else {
      id = idInText(text);
    }
    return new BounceReport(hard, recipients, id, references);
  }

  private static List<Recipient> recipients(MimePart status) {
    List<Recipient> recipients = new ArrayList<>();
    byte[] octets = status.octets().first(LONGEST);
    int from = 0;
    while (from < octets.length && recipients.size() < MOST_RECIPIENTS) {
      HeaderBlock group = HeaderBlock.of(octets, from);
      if (group.end() <= from) {
        break;
      }
      from = group.end();
      String address = address(group);
      if (address != null) {
        recipients.add(
            new Recipient(
                address,
                lower(word(group.first("Action"))),
                word(group.first("Status")),
                squeeze(group.first("Diagnostic-Code"))));
      }
    }
    return recipients;
  }

  private static String address(HeaderBlock group) {
    String value = group.first("Final-Recipient");
    value = value == null ? group.first("Original-Recipient") : value;
    if (value == null) {
      return null;
    }
    String address = value.substring(value.indexOf(';') + 1).strip();
    if (address.startsWith("<") && address.endsWith(">")) {
      address = address.substring(1, address.length() - 1);
    }
    return address.isEmpty() ? null : address;
  }

  /**
   * Servers that write prose: known by the null sender and the daemon's name, or by Exim's header.
   */
  private static BounceReport returned(HeaderBlock headers, MimePart original, String text) {
    String failed = headers.first("X-Failed-Recipients");
    String from = headers.first("From");
    String sender = from == null ? "" : from.toLowerCase(Locale.ROOT);
    boolean daemon = sender.contains("mailer-daemon@") || sender.contains("postmaster@");
    boolean noSender = "<>".equals(headers.first("Return-Path"));
    String subject = headers.first("Subject");
    if (failed == null && !(daemon && (noSender || isFailure(subject)))) {
      return null;
    }
    String code = statusIn(text);
    String words = EncodedWords.decode(subject == null ? "" : subject).toLowerCase(Locale.ROOT);
    boolean delayed = words.contains("delay") || words.startsWith("warning");
    String action = delayed ? "delayed" : "failed";
    List<Recipient> recipients = new ArrayList<>();
    if (failed != null) {
      for (String address : failed.split(",", MOST_RECIPIENTS)) {
        if (!address.isBlank()) {
          recipients.add(new Recipient(address.strip(), action, code, null));
        }
      }
    }
    BounceReport report = report(recipients, original, text);
    boolean hard = !delayed && (code == null || code.startsWith("5"));
    return new BounceReport(
        hard, recipients, report.originalMessageId(), report.originalReferences());
  }

  private static boolean isFailure(String subject) {
    if (subject == null) {
      return false;
    }
    String words = subject.toLowerCase(Locale.ROOT);
    return words.contains("undeliver")
        || words.contains("delivery status notification")
        || words.contains("failure notice")
        || words.contains("returned mail")
        || words.contains("mail delivery failed")
        || words.contains("unzustellbar");
  }

  /** The first enhanced status code of the prose, null when there is none. */
  private static String statusIn(String text) {
    int stop = Math.min(text.length(), 20_000);
    for (int i = 0; i + 4 < stop; i++) {
      char c = text.charAt(i);
      if ((c == '5' || c == '4')
          && text.charAt(i + 1) == '.'
          && (i == 0 || !isCode(text.charAt(i - 1)))) {
        int end = i;
        while (end < stop && isCode(text.charAt(end))) {
          end++;
        }
        String code = text.substring(i, end);
        if (code.length() <= 9
            && code.chars().filter(one -> one == '.').count() == 2
            && !code.endsWith(".")) {
          return code;
        }
      }
    }
    return null;
  }

  private static boolean isCode(char c) {
    return c >= '0' && c <= '9' || c == '.';
  }

  private static String idInText(String text) {
    String name = "message-id:";
    int stop = Math.min(text.length(), 200_000);
    for (int i = text.indexOf(':'); i >= 0 && i < stop; i = text.indexOf(':', i + 1)) {
      int start = i - name.length() + 1;
      if (start >= 0 && text.regionMatches(true, start, name, 0, name.length())) {
        int end = text.indexOf('\n', i);
        return MessageIds.first(List.of(text.substring(i + 1, end < 0 ? text.length() : end)));
      }
    }
    return null;
  }

  private static String word(String value) {
    if (value == null) {
      return null;
    }
    String text = value.strip();
    int end = 0;
    while (end < text.length() && text.charAt(end) > ' ' && text.charAt(end) != '(') {
      end++;
    }
    return end == 0 ? null : text.substring(0, end);
  }

  private static String lower(String value) {
    return value == null ? null : value.toLowerCase(Locale.ROOT);
  }

  private static String squeeze(String value) {
    if (value == null) {
      return null;
    }
    StringBuilder squeezed = new StringBuilder(value.length());
    boolean blank = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ') {
        blank = !squeezed.isEmpty();
      } else {
        squeezed.append(blank ? " " : "").append(c);
        blank = false;
      }
    }
    return squeezed.toString();
  }
}
