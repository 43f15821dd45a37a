package dev.mailbridge.configservice.sender;

import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.ProjectId;
import java.time.Instant;
import java.util.List;

/**
 * An outgoing mail and its fate, as smtp-sender shows it.
 *
 * @param history empty in lists
 */
public record SentMessage(
    OutgoingId id,
    ProjectId project,
    MailboxId mailboxId,
    String ticketRef,
    DeliveryState state,
    String reason,
    String remedy,
    String messageId,
    List<Recipient> recipients,
    DeliveryReport.SmtpReply smtpReply,
    int attempts,
    Instant acceptedAt,
    Instant nextAttemptAt,
    Instant settledAt,
    List<Entry> history) {

  public SentMessage {
    recipients = recipients == null ? List.of() : List.copyOf(recipients);
    history = history == null ? List.of() : List.copyOf(history);
  }

  public record Recipient(
      String address, DeliveryState state, DeliveryReport.SmtpReply smtpReply) {}

  public record Entry(
      String event,
      int attempt,
      DeliveryState state,
      String reason,
      DeliveryReport.SmtpReply smtpReply,
      String actor,
      Instant at) {}

  /** Nothing more happens by itself. */
  public boolean settled() {
    return switch (state) {
      case SENT, REFUSED, FAILED, BOUNCED, CANCELLED -> true;
      case ACCEPTED, DEFERRED, UNCERTAIN, PAUSED -> false;
    };
  }
}
