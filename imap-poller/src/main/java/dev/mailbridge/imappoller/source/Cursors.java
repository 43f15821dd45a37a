package dev.mailbridge.imappoller.source;

import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.MailboxId;
import java.time.Instant;
import java.util.List;

/** Cursors made from cursors. */
public final class Cursors {
  private Cursors() {}

  /**
   * @param since see {@link FolderCursor}
   */
  public static FolderCursor start(
      MailboxId mailbox,
      String folder,
      long uidValidity,
      long lastUid,
      long recheckTo,
      Instant since) {
    return new FolderCursor(
        mailbox, folder, uidValidity, lastUid, List.of(), null, List.of(), recheckTo, since, null);
  }

  /** Further on, with the owed ones added. */
  public static FolderCursor advance(FolderCursor from, long lastUid, List<Long> owed) {
    return with(from, lastUid, owed, from.unfinished(), from.updatedAt());
  }

  public static FolderCursor unfinished(FolderCursor from, List<Long> unfinished, Instant at) {
    return with(from, from.lastUid(), from.owed(), unfinished, at);
  }

  /** Of Graph and POP3, which have no UIDs. */
  public static FolderCursor delta(FolderCursor from, String deltaLink) {
    return new FolderCursor(
        from.mailboxId(),
        from.folder(),
        from.uidValidity(),
        from.lastUid(),
        from.owed(),
        deltaLink,
        from.unfinished(),
        from.recheckTo(),
        from.since(),
        from.updatedAt());
  }

  private static FolderCursor with(
      FolderCursor from, long lastUid, List<Long> owed, List<Long> unfinished, Instant updatedAt) {
    return new FolderCursor(
        from.mailboxId(),
        from.folder(),
        from.uidValidity(),
        lastUid,
        owed,
        from.deltaLink(),
        unfinished,
        from.recheckTo(),
        from.since(),
        updatedAt);
  }
}
