package dev.mailbridge.smtpsender.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingKind;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.smtpsender.outgoing.HistoryEntry;
import dev.mailbridge.smtpsender.outgoing.MailState;
import dev.mailbridge.smtpsender.outgoing.RecipientState;
import dev.mailbridge.smtpsender.outgoing.StoredMail;
import dev.mailbridge.smtpsender.submission.SmtpReply;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A message and its fate.
 *
 * @param messageId as the world sees it
 * @param nextAttemptAt null when none is planned
 * @param conversation the SMTP dialogue of the last attempt that failed; null otherwise, and in
 *     lists
 * @param history null in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MessageView(
    OutgoingId id,
    ProjectId project,
    MailboxId mailboxId,
    String ticketRef,
    OutgoingKind kind,
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
  record Recipient(String address, DeliveryState state, DeliveryReport.SmtpReply smtpReply) {
    static Recipient of(RecipientState recipient) {
      return new Recipient(recipient.address(), recipient.state(), reply(recipient.reply()));
    }
  }

  /** One thing that happened. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entry(
      String event,
      int attempt,
      DeliveryState state,
      String reason,
      DeliveryReport.SmtpReply smtpReply,
      String actor,
      String conversation,
      Instant startedAt,
      Instant at) {
    static Entry of(HistoryEntry entry) {
      return new Entry(
          entry.event().name().toLowerCase(java.util.Locale.ROOT),
          entry.attempt(),
          entry.state().reported(),
          entry.reason() == null ? null : entry.reason().name(),
          reply(entry.reply()),
          entry.actor(),
          entry.conversation(),
          entry.startedAt(),
          entry.at());
    }
  }

  static MessageView of(StoredMail mail, List<HistoryEntry> history) {
    boolean planned = mail.state().waiting() || mail.state() == MailState.UNCERTAIN;
    return new MessageView(
        mail.id(),
        mail.project(),
        mail.mailbox(),
        mail.ticketRef(),
        mail.kind(),
        mail.subject(),
        mail.state().reported(),
        mail.state() == MailState.SENDING,
        mail.reason() == null ? null : mail.reason().name(),
        mail.remedy(),
        mail.serverMessageId() == null ? mail.messageId() : mail.serverMessageId(),
        mail.recipients().stream().map(Recipient::of).toList(),
        reply(mail.reply()),
        mail.attempts(),
        mail.acceptedAt(),
        planned ? mail.dueAt() : null,
        mail.settledAt(),
        history == null ? null : conversation(history),
        history == null ? null : history.stream().map(Entry::of).toList());
  }

  private static String conversation(List<HistoryEntry> history) {
    return history.reversed().stream()
        .map(HistoryEntry::conversation)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static DeliveryReport.SmtpReply reply(SmtpReply reply) {
    return reply == null ? null : reply.toReport();
  }
}
