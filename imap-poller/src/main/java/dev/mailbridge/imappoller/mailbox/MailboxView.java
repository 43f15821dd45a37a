package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.MailboxStatus;
import java.time.Instant;
import java.util.List;

/**
 * A mailbox's state as an operator sees it.
 *
 * @param published events since this process reads it
 * @param lagSeconds from receipt at the server to the commit, of the last mail
 */
record MailboxView(
    String id,
    String project,
    String address,
    MailboxStatus.State state,
    String code,
    String detail,
    String remedy,
    Instant since,
    Instant lastSignOfLife,
    long published,
    long connects,
    Double lagSeconds,
    List<FolderView> folders) {

  record FolderView(
      String folder, long uidValidity, long lastUid, List<Long> owed, Instant updatedAt) {
    static FolderView of(FolderCursor cursor) {
      return new FolderView(
          cursor.folder(),
          cursor.uidValidity(),
          cursor.lastUid(),
          cursor.owed(),
          cursor.updatedAt());
    }
  }

  static MailboxView of(MailboxState state) {
    MailboxStatus status = state.status();
    return new MailboxView(
        status.mailboxId().value(),
        state.mailbox().project().value(),
        state.mailbox().address(),
        status.state(),
        status.code(),
        status.detail(),
        status.remedy(),
        status.since(),
        status.lastSignOfLife(),
        state.published(),
        state.connects(),
        state.lag() == null ? null : state.lag().toMillis() / 1000.0,
        state.cursors().stream().map(FolderView::of).toList());
  }
}
