package dev.mailbridge.imappoller.partition;

import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.imappoller.source.AfterStep;
import java.util.List;

/**
 * @param published how many events were written
 * @param known how many mails the ledger knew already
 * @param steps what is left to do in the mailbox
 */
public record CommittedBatch(FolderCursor cursor, int published, int known, List<AfterStep> steps) {
  public CommittedBatch {
    steps = List.copyOf(steps);
  }
}
