package dev.mailbridge.contracts;

import java.time.Instant;

/**
 * What could not be handled, on {@code mail.dead-letter} (type {@value #TYPE}, key that of the
 * original).
 *
 * @param source the topic or the folder that it came from
 * @param reason a stable code such as {@code FETCH_NO}
 * @param remedy what to do next, in plain words
 * @param rawContent the raw mail, or the record's value; null when there is none
 * @param receivedAt when its mailbox got the mail; null when that isn't known
 */
public record DeadLetter(
    String id,
    MailboxId mailboxId,
    ProjectId project,
    String source,
    Long uidValidity,
    Long uid,
    String reason,
    String detail,
    String remedy,
    ContentRef rawContent,
    Instant at,
    Instant receivedAt) {
  public static final String TYPE = "dev.mailbridge.dead-letter.v1";

  /** Of what was never received, such as a record; or it isn't known when. */
  public DeadLetter(
      String id,
      MailboxId mailboxId,
      ProjectId project,
      String source,
      Long uidValidity,
      Long uid,
      String reason,
      String detail,
      String remedy,
      ContentRef rawContent,
      Instant at) {
    this(
        id,
        mailboxId,
        project,
        source,
        uidValidity,
        uid,
        reason,
        detail,
        remedy,
        rawContent,
        at,
        null);
  }
}
