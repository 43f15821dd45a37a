package dev.mailbridge.contracts;

import java.time.Instant;

/**
 * The identity of a mail that was published, on {@code mail.ledger} (type {@value #TYPE}, key
 * {@code mailbox/identity}).
 *
 * @param identity hash over Message-ID and normalised content
 */
public record LedgerEntry(
    MailboxId mailboxId,
    String identity,
    String incomingId,
    String messageId,
    String folder,
    Long uidValidity,
    Long uid,
    String sourceId,
    Instant publishedAt) {
  public static final String TYPE = "dev.mailbridge.ledger-entry.v1";
}
