package dev.mailbridge.imappoller.source;

import dev.mailbridge.contracts.FolderCursor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A mailbox that is open for reading. Everything but {@link #close} is called by one thread, and
 * throws {@link SourceException} when the mailbox must be opened anew.
 */
public interface MailSource extends AutoCloseable {
  /**
   * The next mails of a folder, in a batch that is bounded by octets.
   *
   * @param cursor where the last batch ended, null when the folder was never read
   * @return empty when there is nothing new and the cursor stays as it is
   */
  Optional<FolderBatch> next(String folder, FolderCursor cursor);

  /** Marks, moves or deletes mails whose events are committed; those that are gone don't matter. */
  void finish(String folder, FolderCursor cursor, List<AfterStep> steps);

  /**
   * Returns when there may be something new, at the latest after the given time.
   *
   * @return the time that the mailbox was silent is over, or something came: false only when
   *     nothing hints at new mail
   */
  boolean awaitNews(Duration atMost);

  /**
   * Mails that are known to wait in the folder that was read last, beyond those that were given
   * out; what isn't known without asking the server isn't counted.
   */
  long waiting();

  /** Ends it from any thread; whoever waits in it gets a {@link SourceException}. */
  @Override
  void close();
}
