package dev.mailbridge.smtpsender.outgoing;

import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.SentMail;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.smtpsender.compose.EmailAddress;
import dev.mailbridge.smtpsender.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Tells the project of a mail's changes, and the poller of the ids that answers will name. */
@ApplicationScoped
class DeliveryEvents {
  private final Outbox outbox;

  DeliveryEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  /** One report of the mail as it is now. */
  void report(StoredMail mail, Instant now) {
    report(
        new DeliveryReport(
            mail.id(),
            mail.mailbox(),
            mail.project(),
            mail.ticketRef,
            mail.serverMessageId == null ? mail.messageId : mail.serverMessageId,
            mail.state.reported(),
            mail.reason == null ? null : mail.reason.name(),
            mail.recipients().stream().map(RecipientState::toReport).toList(),
            mail.reply() == null ? null : mail.reply().toReport(),
            mail.attempts,
            mail.state.waiting() || mail.state == MailState.UNCERTAIN ? mail.dueAt : null,
            mail.remedy,
            now),
        mail.traceparent);
  }

  void report(DeliveryReport report, String traceparent) {
    outbox.add(
        Topics.delivery(report.project()),
        report.outgoingId().value(),
        DeliveryReport.TYPE,
        report,
        traceparent);
  }

  /** For each id that an answer may name: ours, and the server's where it said one. */
  void sent(StoredMail mail, MailAddress from, Instant now) {
    List<String> participants = participants(mail.command(), from);
    Stream.of(mail.messageId, mail.serverMessageId)
        .filter(id -> id != null)
        .forEach(
            id ->
                outbox.add(
                    Topics.SENT,
                    id,
                    SentMail.TYPE,
                    new SentMail(
                        id,
                        mail.id(),
                        mail.mailbox(),
                        mail.project(),
                        mail.ticketRef,
                        participants,
                        now),
                    mail.traceparent));
  }

  private static List<String> participants(OutgoingMail command, MailAddress from) {
    Set<String> all = new LinkedHashSet<>();
    Stream.of(
            command.to(),
            command.cc(),
            command.bcc(),
            command.from() == null ? List.of(from) : List.of(command.from()))
        .flatMap(List::stream)
        .flatMap(address -> EmailAddress.parse(address.address()).stream())
        .map(EmailAddress::canonical)
        .forEach(all::add);
    return List.copyOf(all);
  }
}
