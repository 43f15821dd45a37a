package dev.mailbridge.configservice.deadletter;

import dev.mailbridge.mailparse.MailParser;
import dev.mailbridge.mailparse.ParsedMail;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A held mail as it would read.
 *
 * @param html sanitised; null when it had none
 */
public record LetterPreview(
    String from,
    String to,
    String subject,
    String text,
    String html,
    List<String> attachments,
    List<String> defects) {

  public static LetterPreview of(byte[] raw) {
    ParsedMail mail = new MailParser(Set.of(MailParser.EXCHANGE_ONLINE)).parse(raw);
    return new LetterPreview(
        addresses(mail.from()),
        addresses(mail.to()),
        mail.subject(),
        mail.text(),
        mail.html(),
        mail.attachments().stream()
            .map(a -> "%s (%s, %d bytes)".formatted(a.filename(), a.contentType(), a.size()))
            .toList(),
        mail.defects().stream().map(defect -> defect.code() + ": " + defect.detail()).toList());
  }

  private static String addresses(List<ParsedMail.Address> addresses) {
    return addresses.stream()
        .map(a -> a.name() == null ? a.address() : a.name() + " <" + a.address() + ">")
        .collect(Collectors.joining(", "));
  }
}
