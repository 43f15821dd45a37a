package dev.mailbridge.helpdesk;

import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingMail;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** All tickets, in memory; a real help desk has a database here. */
@ApplicationScoped
class Tickets {
  private final Map<String, Ticket> tickets = new ConcurrentHashMap<>();

  /**
   * A mail joins the ticket that it proves, else the one of its conversation, else a new one.
   *
   * @param trace the mail's trace (W3C {@code traceparent}); null when it has none
   */
  void add(IncomingMail mail, String trace) {
    // Only a proven reference may choose the ticket: anyone can write one into a subject.
    boolean proven =
        mail.ticketRef() != null
            && mail.ticketProof() != null
            && switch (mail.ticketProof().kind()) {
              case MAC, SENT, ADDRESS -> true;
              case SUBJECT_HINT -> false;
            };
    String reference = proven ? mail.ticketRef() : referenceOf(mail.conversationKey());
    change(
        reference,
        ticket ->
            // A mail that an operator publishes again keeps its id.
            ticket.received().stream().anyMatch(r -> r.mail().id().equals(mail.id()))
                ? ticket
                : new Ticket(
                    reference,
                    with(ticket.received(), new Ticket.Received(mail, trace)),
                    ticket.replied(),
                    ticket.reports()));
  }

  void add(OutgoingMail reply, Instant at) {
    if (reply.ticketRef() != null) {
      change(
          reply.ticketRef(),
          ticket ->
              new Ticket(
                  ticket.reference(),
                  ticket.received(),
                  with(ticket.replied(), new Ticket.Replied(reply, at)),
                  ticket.reports()));
    }
  }

  void add(DeliveryReport report) {
    if (report.ticketRef() != null) {
      change(
          report.ticketRef(),
          ticket -> {
            Map<OutgoingId, DeliveryReport> reports = new HashMap<>(ticket.reports());
            reports.put(report.outgoingId(), report);
            return new Ticket(ticket.reference(), ticket.received(), ticket.replied(), reports);
          });
    }
  }

  Optional<Ticket> find(String reference) {
    return Optional.ofNullable(tickets.get(reference));
  }

  /**
   * The last changed first; those without a mail are the leftovers of other help desks' replies.
   */
  List<Ticket> all() {
    return tickets.values().stream()
        .filter(ticket -> !ticket.received().isEmpty())
        .sorted(Comparator.comparing(Ticket::lastChange).reversed())
        .toList();
  }

  private void change(String reference, UnaryOperator<Ticket> change) {
    tickets.compute(
        reference,
        (key, ticket) -> change.apply(ticket == null ? Ticket.empty(reference) : ticket));
  }

  private static <T> List<T> with(List<T> list, T element) {
    List<T> longer = new ArrayList<>(list);
    longer.add(element);
    return longer;
  }

  /** The same for every start, because the tickets are made from the topics again. */
  private static String referenceOf(String conversationKey) {
    UUID name = UUID.nameUUIDFromBytes(conversationKey.getBytes(StandardCharsets.UTF_8));
    return "HD-" + name.toString().substring(0, 8).toUpperCase(Locale.ROOT);
  }
}
