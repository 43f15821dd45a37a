package dev.mailbridge.helpdesk;

import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One mail as the page shows it.
 *
 * @param html shown in a frame that may do nothing; null when there is only text
 * @param attachments name and size
 * @param note what a reader should know, such as how far the reply has come; null for nothing
 */
record TicketEntry(
    boolean incoming,
    String who,
    Instant at,
    String text,
    String html,
    List<String> attachments,
    String note) {

  static TicketEntry of(Ticket.Received received) {
    IncomingMail mail = received.mail();
    return new TicketEntry(
        true,
        names(mail.from()),
        mail.receivedAt(),
        Objects.requireNonNullElse(mail.text(), "(the text is in the content store)"),
        mail.html(),
        mail.attachments().stream()
            .map(attachment -> "%s (%d bytes)".formatted(attachment.filename(), attachment.size()))
            .toList(),
        mail.defects().isEmpty() ? null : "repaired: " + mail.defects().size() + " defects");
  }

  static TicketEntry of(Ticket.Replied reply, DeliveryReport report) {
    return new TicketEntry(
        false,
        "to " + names(reply.mail().to()),
        reply.at(),
        reply.mail().text(),
        reply.mail().html(),
        List.of(),
        note(report));
  }

  private static String note(DeliveryReport report) {
    if (report == null) {
      return "on its way";
    }
    return report.remedy() == null
        ? report.state().code()
        : report.state().code() + ": " + report.remedy();
  }

  private static String names(List<MailAddress> addresses) {
    return addresses.stream()
        .map(
            address ->
                address.name() == null
                    ? address.address()
                    : "%s <%s>".formatted(address.name(), address.address()))
        .collect(Collectors.joining(", "));
  }
}
