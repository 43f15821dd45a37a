package dev.mailbridge.simulator.imap;

import dev.mailbridge.simulator.mime.MailHeaders;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** ENVELOPE (RFC 3501, section 7.4.2). */
final class Envelope {
  private Envelope() {}

  static String of(MailHeaders headers) {
    String from = addresses(headers, "From");
    String sender = addresses(headers, "Sender");
    String replyTo = addresses(headers, "Reply-To");
    return Stream.of(
            text(headers, "Date"),
            text(headers, "Subject"),
            from,
            sender.equals("NIL") ? from : sender,
            replyTo.equals("NIL") ? from : replyTo,
            addresses(headers, "To"),
            addresses(headers, "Cc"),
            addresses(headers, "Bcc"),
            text(headers, "In-Reply-To"),
            text(headers, "Message-ID"))
        .collect(Collectors.joining(" ", "(", ")"));
  }

  private static String text(MailHeaders headers, String name) {
    return ImapStrings.nilOrString(headers.first(name).orElse(null));
  }

  private static String addresses(MailHeaders headers, String name) {
    List<String> values = headers.all(name);
    if (values.isEmpty()) {
      return "NIL";
    }
    try {
      InternetAddress[] parsed = InternetAddress.parseHeader(String.join(", ", values), false);
      return parsed.length == 0
          ? "NIL"
          : Stream.of(parsed).map(Envelope::address).collect(Collectors.joining("", "(", ")"));
    } catch (AddressException e) {
      return "NIL";
    }
  }

  private static String address(InternetAddress address) {
    String full = address.getAddress() == null ? "" : address.getAddress();
    int at = full.lastIndexOf('@');
    String local = at < 0 ? full : full.substring(0, at);
    String domain = at < 0 ? null : full.substring(at + 1);
    return "("
        + ImapStrings.nilOrString(address.getPersonal())
        + " NIL "
        + ImapStrings.nilOrString(local)
        + " "
        + ImapStrings.nilOrString(domain)
        + ")";
  }
}
