package dev.mailbridge.imappoller.partition;

import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.MailboxId;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A folder's mails, ready to be committed with its cursor; their contents are durable.
 *
 * @param base where it begins; it is refused when the folder's cursor is elsewhere by then
 * @param next where it ends; null for mails that are published again, whose folder's cursor stays
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

  /** Of all its events' values. */
  long octets() {
    return mails.stream()
        .flatMap(mail -> mail.records().stream())
        .mapToLong(record -> record.value() == null ? 0 : record.value().length)
        .sum();
  }

  String cursorKey() {
    return mailbox + "/" + folder;
  }
}
