package dev.mailbridge.contracts;

import java.time.Instant;
import java.util.List;

/**
 * How far a folder has been read, on {@code mail.cursors} (type {@value #TYPE}, key {@code
 * mailbox/folder}).
 *
 * @param uidValidity RFC 9051 section 2.3.1.1, unsigned 32 bits; 0 when the server gives none
 * @param lastUid every UID up to here was published or is owed; for Graph a count of what was
 *     committed, so that no two cursors are the same
 * @param owed UIDs at or below {@code lastUid} that the server could not give out yet
 * @param deltaLink Graph's, null for other protocols
 * @param owedIds as {@code owed}, of protocols without UIDs: Graph's ids
 * @param unfinished UIDs that were published and may still have to be marked, moved or deleted
 * @param unfinishedIds as {@code unfinished}, of protocols without UIDs: Graph's ids, POP3's UIDLs
 * @param recheckTo UIDs up to here may have been published under other UIDs: the ledger tells; 0
 *     for none
 * @param since mails up to {@code recheckTo}, and any of Graph's, that were received before are
 *     left alone; null for none
 */
public record FolderCursor(
    MailboxId mailboxId,
    String folder,
    long uidValidity,
    long lastUid,
    List<Long> owed,
    List<String> owedIds,
    String deltaLink,
    List<Long> unfinished,
    List<String> unfinishedIds,
    long recheckTo,
    Instant since,
    Instant updatedAt) {
  public static final String TYPE = "dev.mailbridge.folder-cursor.v1";

  public FolderCursor {
    owed = IncomingMail.copy(owed);
    owedIds = IncomingMail.copy(owedIds);
    unfinished = IncomingMail.copy(unfinished);
    unfinishedIds = IncomingMail.copy(unfinishedIds);
  }
}
