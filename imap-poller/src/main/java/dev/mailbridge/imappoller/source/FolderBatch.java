package dev.mailbridge.imappoller.source;

import dev.mailbridge.contracts.FolderCursor;
import java.util.List;

/**
 * Mails of one folder that are published together.
 *
 * @param base where the batch begins, null in a folder that was never read
 * @param next where it ends
 * @param permit for the memory that the mails take
 */
public record FolderBatch(
    String folder,
    FolderCursor base,
    FolderCursor next,
    List<SourceItem> items,
    FetchBudget.Permit permit) {
  public FolderBatch {
    items = List.copyOf(items);
  }

  /** Without mails: only the cursor moves. */
  public static FolderBatch move(FolderCursor base, FolderCursor next) {
    return new FolderBatch(next.folder(), base, next, List.of(), FetchBudget.Permit.NONE);
  }

  /** Of the mails, as far as they are in memory or on the disk. */
  public long octets() {
    return items.stream().mapToLong(SourceItem::octets).sum();
  }

  /** True when the mails' places say nothing: only the ledger knows what is new. */
  public boolean recheck() {
    return base != null && base.recheckTo() > base.lastUid();
  }
}
