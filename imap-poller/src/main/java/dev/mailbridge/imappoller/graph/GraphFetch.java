package dev.mailbridge.imappoller.graph;

import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.imappoller.source.ReadMemory;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import dev.mailbridge.imappoller.source.SourceItem;
import java.util.Arrays;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Fetches raw mails one by one. */
final class GraphFetch {
  private static final Logger LOG = Logger.getLogger(GraphFetch.class);
  private final GraphClient client;
  private final ReadMemory memory;
  private final GraphLimits limits;

  GraphFetch(GraphClient client, ReadMemory memory, GraphLimits limits) {
    this.client = client;
    this.memory = memory;
    this.limits = limits;
  }

  /**
   * Empty when the mail is gone.
   *
   * @throws SourceException when it is not about this mail, or may not be
   */
  Optional<SourceItem> fetch(String folder, DeltaPage.Entry entry) {
    try {
      return read(folder, entry);
    } catch (SourceException e) {
      boolean aboutTheMail =
          e.failure() == SourceFailure.SERVER_REFUSED
              || e.failure() == SourceFailure.CONNECTION_LOST;
      if (aboutTheMail && memory.stuck(folder, entry.id())) {
        return Optional.of(
            new SourceItem.Unreadable(entry.key(), "GRAPH_VALUE_REFUSED", e.getMessage()));
      }
      throw e;
    }
  }

  private Optional<SourceItem> read(String folder, DeltaPage.Entry entry) {
    SourceItem item =
        switch (client.raw(entry.id(), limits)) {
          case ReceivedMail.InMemory mail -> new SourceItem.Mail(entry.key(), mail.raw());
          case ReceivedMail.InFile mail ->
              new SourceItem.Spooled(entry.key(), mail.file(), mail.size());
          case ReceivedMail.Cut mail ->
              new SourceItem.TooLarge(entry.key(), mail.size(), header(mail.beginning()));
          case ReceivedMail.Refused refused -> refused(entry, refused.answer());
        };
    if (item == null) {
      LOG.infof(
          "Mail %s in folder %s is gone: it was deleted or moved meanwhile", entry.id(), folder);
    }
    return Optional.ofNullable(item);
  }

  /** Null when the mail is gone. */
  private static SourceItem refused(DeltaPage.Entry entry, GraphAnswer answer) {
    return switch (answer.status()) {
      case 404, 410 -> null;
      default -> throw answer.refused("The mail " + entry.id());
    };
  }

  private static byte[] header(byte[] beginning) {
    for (int i = 0; i + 3 < beginning.length; i++) {
      if (beginning[i] == '\r'
          && beginning[i + 1] == '\n'
          && beginning[i + 2] == '\r'
          && beginning[i + 3] == '\n') {
        return Arrays.copyOf(beginning, i + 4);
      }
    }
    return beginning;
  }

  /** An owed mail that may be asked for again now. */
  Optional<DeltaPage.Entry> due(FolderCursor cursor) {
    return cursor.owedIds().stream()
        .filter(id -> memory.due(cursor.folder(), id))
        .findFirst()
        .map(id -> new DeltaPage.Entry(id, null));
  }

  /** Unreadable when it still can't be had; empty when it is gone. */
  Optional<SourceItem> again(String folder, DeltaPage.Entry entry) {
    try {
      Optional<SourceItem> got = read(folder, entry);
      memory.paid(folder, entry.id());
      return got;
    } catch (SourceException e) {
      if (e.failure() != SourceFailure.SERVER_REFUSED) {
        throw e;
      }
      memory.failedAgain(folder, entry.id());
      return Optional.of(
          new SourceItem.Unreadable(entry.key(), "GRAPH_VALUE_REFUSED", e.getMessage()));
    }
  }
}
