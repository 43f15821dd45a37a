package dev.mailbridge.contracts;

import java.time.Instant;
import java.util.List;

/**
 * Which outgoing mail a Message-ID of the world was, on {@code mail.sent} (type {@value #TYPE}, key
 * the Message-ID).
 *
 * @param messageId with angle brackets, as the server assigned it
 * @param participants lower-case addresses that the mail went to or came from
 */
public record SentMail(
    String messageId,
    OutgoingId outgoingId,
    MailboxId mailboxId,
    ProjectId project,
    String ticketRef,
    List<String> participants,
    Instant sentAt) {
  public static final String TYPE = "dev.mailbridge.sent-mail.v1";

  public SentMail {
    participants = IncomingMail.copy(participants);
  }
}
