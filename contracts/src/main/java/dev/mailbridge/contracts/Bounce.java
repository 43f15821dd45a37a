package dev.mailbridge.contracts;

import java.time.Instant;
import java.util.List;

/**
 * A returned mail, on {@code mail.bounces} (type {@value #TYPE}, key the outgoing id where it is
 * known, else the mailbox id).
 */
public record Bounce(
    OutgoingId outgoingId,
    MailboxId mailboxId,
    ProjectId project,
    String incomingId,
    Report report,
    Instant receivedAt) {
  public static final String TYPE = "dev.mailbridge.bounce.v1";

  /**
   * What the delivery status notification says (RFC 3464).
   *
   * @param hard true when at least one recipient failed for good
   */
  public record Report(
      boolean hard,
      List<Recipient> recipients,
      String originalMessageId,
      List<String> originalReferences) {
    public Report {
      recipients = IncomingMail.copy(recipients);
      originalReferences = IncomingMail.copy(originalReferences);
    }
  }

  /**
   * @param action failed, delayed, delivered, relayed or expanded
   * @param status RFC 3463
   */
  public record Recipient(String address, String action, String status, String diagnostic) {}
}
