package dev.mailbridge.contracts;

import java.time.Instant;

/**
 * A mailbox whose reading an operator paused, on {@code mail.cursors} (type {@value #TYPE}, key the
 * mailbox id alone; a tombstone resumes it).
 */
public record ReadingPause(MailboxId mailboxId, Instant pausedAt) {
  public static final String TYPE = "dev.mailbridge.reading-pause.v1";
}
