package dev.mailbridge.helpdesk;

import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingMail;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A ticket: the mails of one conversation, and what became of the replies.
 *
 * @param reference travels in the replies' Message-IDs and comes back, proven, with the answers
 * @param reports the last report of each reply
 */
record Ticket(
    String reference,
    List<Received> received,
    List<Replied> replied,
    Map<OutgoingId, DeliveryReport> reports) {

  record Received(IncomingMail mail, String trace) {}

  record Replied(OutgoingMail mail, Instant at) {}

  Ticket {
    received = List.copyOf(received);
    replied = List.copyOf(replied);
    reports = Map.copyOf(reports);
  }

  static Ticket empty(String reference) {
    return new Ticket(reference, List.of(), List.of(), Map.of());
  }

  // Pages see public methods only.
  public String subject() {
    return received.isEmpty()
        ? "(no mail yet)"
        : Objects.requireNonNullElse(received.getFirst().mail().subject(), "(no subject)");
  }

  public Instant lastChange() {
    return entries().isEmpty() ? Instant.EPOCH : entries().getLast().at();
  }

  /** Mails and replies in the order in which they came. */
  public List<TicketEntry> entries() {
    return Stream.concat(
            received.stream().map(TicketEntry::of),
            replied.stream().map(reply -> TicketEntry.of(reply, reports.get(reply.mail().id()))))
        .sorted(Comparator.comparing(TicketEntry::at))
        .toList();
  }

  /** The mail that a reply answers: the last one. */
  IncomingMail lastMail() {
    return received.getLast().mail();
  }

  /** Its trace, for the reply to go on with; null when it has none. */
  String lastTrace() {
    return received.getLast().trace();
  }
}
