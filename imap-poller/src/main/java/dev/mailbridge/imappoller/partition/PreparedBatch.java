package dev.mailbridge.imappoller.partition;

import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.MailboxId;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A folder's mails, ready to be committed with its cursor; their contents are durable.
 *
 * @param base where it begins; it is refused when the folder's cursor is elsewhere by then
 */
public record PreparedBatch(
    MailboxId mailbox,
    String folder,
    FolderCursor base,
    FolderCursor next,
    List<PreparedMail> mails,
    CompletableFuture<CommittedBatch> outcome) {
  public PreparedBatch {
    mails = List.copyOf(mails);
  }

  String cursorKey() {
    return mailbox + "/" + folder;
  }
}
