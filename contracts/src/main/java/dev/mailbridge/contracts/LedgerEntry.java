package dev.mailbridge.contracts;

import java.time.Instant;

/**
 * The identity of a mail that was published, on {@code mail.ledger} (type {@value #TYPE}, key
 * {@code mailbox/identity}).
 *
 * @param identity hash over Message-ID and normalised content
 * @param sender hash over the mailbox and who wrote the mail, null when unknown
 * @param conversationKey the event's, null for what is no event
 * @param automatic a machine wrote it
 * @param acknowledged its sender was answered automatically
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
    String sender,
    String conversationKey,
    boolean automatic,
    boolean acknowledged,
    Instant publishedAt) {
  public static final String TYPE = "dev.mailbridge.ledger-entry.v1";
}
