package dev.mailbridge.contracts;

import java.time.Instant;
import java.util.List;

/**
 * A change of an outgoing mail's state, on {@code mail.delivery.<project>} (type {@value #TYPE},
 * key the outgoing id).
 *
 * @param messageId as the world sees it, with angle brackets; null before it was composed
 * @param reason a stable code such as {@code SEND_AS_DENIED}; null when all is well
 * @param attempt 0 before the first
 * @param remedy what to do, in plain words; null when nothing needs doing
 */
public record DeliveryReport(
    OutgoingId outgoingId,
    MailboxId mailboxId,
    ProjectId project,
    String ticketRef,
    String messageId,
    DeliveryState state,
    String reason,
    List<Recipient> recipients,
    SmtpReply smtpReply,
    int attempt,
    Instant nextAttemptAt,
    String remedy,
    Instant at) {
  public static final String TYPE = "dev.mailbridge.delivery-report.v1";

  public DeliveryReport {
    recipients = IncomingMail.copy(recipients);
  }

  public record Recipient(String address, DeliveryState state, SmtpReply smtpReply) {}

  /**
   * @param code RFC 5321 section 4.2
   * @param enhancedCode RFC 3463, null when the server gave none
   * @param text all lines, without the codes
   */
  public record SmtpReply(int code, String enhancedCode, String text) {}
}
