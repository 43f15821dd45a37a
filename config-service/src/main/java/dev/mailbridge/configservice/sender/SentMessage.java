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
 * @param subject null when smtp-sender doesn't tell it
 * @param sending an attempt is under way
 * @param conversation what was said in the last failed attempt, secrets masked; null when none was
 * @param history empty in lists
 */
public record SentMessage(
    OutgoingId id,
    ProjectId project,
    MailboxId mailboxId,
    String ticketRef,
    String subject,
    DeliveryState state,
    boolean sending,
    String reason,
    String remedy,
    String messageId,
    List<Recipient> recipients,
    DeliveryReport.SmtpReply smtpReply,
    int attempts,
    Instant acceptedAt,
    Instant nextAttemptAt,
    Instant settledAt,
    String conversation,
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
      String conversation,
      Instant at) {}

  /** Whether sending (again) may be asked for. */
  public boolean retryable() {
    return switch (state) {
      case DEFERRED, UNCERTAIN, PAUSED, REFUSED, FAILED -> !sending;
      case ACCEPTED, SENT, BOUNCED, CANCELLED -> false;
    };
  }

  public boolean cancellable() {
    return !settled() && !sending;
  }

  public boolean uncertain() {
    return state == DeliveryState.UNCERTAIN;
  }

  /** Nothing more happens by itself. */
  public boolean settled() {
    return switch (state) {
      case SENT, REFUSED, FAILED, BOUNCED, CANCELLED -> true;
      case ACCEPTED, DEFERRED, UNCERTAIN, PAUSED -> false;
    };
  }
}
