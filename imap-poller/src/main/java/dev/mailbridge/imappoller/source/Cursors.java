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
        mailbox,
        folder,
        uidValidity,
        lastUid,
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of(),
        recheckTo,
        since,
        null);
  }

  /** Further on, with the owed ones added. */
  public static FolderCursor advance(FolderCursor from, long lastUid, List<Long> owed) {
    return with(
        from,
        lastUid,
        owed,
        from.owedIds(),
        from.deltaLink(),
        from.unfinished(),
        from.unfinishedIds(),
        from.updatedAt());
  }

  public static FolderCursor unfinished(
      FolderCursor from, List<Long> uids, List<String> ids, Instant at) {
    return with(from, from.lastUid(), from.owed(), from.owedIds(), from.deltaLink(), uids, ids, at);
  }

  /**
   * Of Graph, which has no UIDs. Each is another than the last, even in the middle of a page, or a
   * batch could be committed whose predecessor was not.
   */
  public static FolderCursor delta(FolderCursor from, String deltaLink, List<String> owedIds) {
    return with(
        from,
        from.lastUid() + 1,
        from.owed(),
        owedIds,
        deltaLink,
        from.unfinished(),
        from.unfinishedIds(),
        from.updatedAt());
  }

  private static FolderCursor with(
      FolderCursor from,
      long lastUid,
      List<Long> owed,
      List<String> owedIds,
      String deltaLink,
      List<Long> unfinished,
      List<String> unfinishedIds,
      Instant updatedAt) {
    return new FolderCursor(
        from.mailboxId(),
        from.folder(),
        from.uidValidity(),
        lastUid,
        owed,
        owedIds,
        deltaLink,
        unfinished,
        unfinishedIds,
        from.recheckTo(),
        from.since(),
        updatedAt);
  }
}
