package dev.mailbridge.imappoller.pop3;

import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.contracts.FirstRead;
import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.imappoller.source.AfterStep;
import dev.mailbridge.imappoller.source.Cursors;
import dev.mailbridge.imappoller.source.FetchBudget;
import dev.mailbridge.imappoller.source.FolderBatch;
import dev.mailbridge.imappoller.source.MailSource;
import dev.mailbridge.imappoller.source.ReadMemory;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import dev.mailbridge.imappoller.source.SourceItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A mailbox over POP3. UIDL is the only identity: the ledger tells what is new. A session shows the
 * mailbox as it was, so each look is a session of its own.
 */
final class Pop3Source implements MailSource {
  private final MailboxDefinition mailbox;
  private final Supplier<Pop3Connection> connections;
  private final ReadMemory memory;
  private final FetchBudget budget;
  private final Pop3Limits limits;
  private final Set<String> underWay = new HashSet<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Pop3Connection connection;
  private Pop3Listing listing;

  Pop3Source(
      MailboxDefinition mailbox,
      Supplier<Pop3Connection> connections,
      ReadMemory memory,
      FetchBudget budget,
      Pop3Limits limits) {
    this.mailbox = mailbox;
    this.connections = connections;
    this.memory = memory;
    this.budget = budget;
    this.limits = limits;
    begin();
  }

  private void begin() {
    connection = connections.get();
    listing = Pop3Listing.of(connection);
  }

  @Override
  public Optional<FolderBatch> next(String folder, FolderCursor cursor) {
    FolderCursor start =
        cursor == null ? Cursors.start(mailbox.id(), folder, 0, 0, 0, null) : cursor;
    if (cursor == null && mailbox.incoming().firstRead() == FirstRead.NOW) {
      List<SourceItem> skipped = new ArrayList<>();
      for (Pop3Listing.Entry entry : listing.entries()) {
        underWay.add(entry.uidl());
        skipped.add(new SourceItem.Skipped(entry.key()));
      }
      return Optional.of(new FolderBatch(folder, null, start, skipped, FetchBudget.Permit.NONE));
    }
    List<Pop3Listing.Entry> chosen = choose();
    return chosen.isEmpty()
        ? first(cursor, start)
        : Optional.of(fetch(folder, cursor, start, chosen));
  }

  /** An empty mailbox has been looked at, too. */
  private static Optional<FolderBatch> first(FolderCursor cursor, FolderCursor start) {
    return cursor == null ? Optional.of(FolderBatch.move(null, start)) : Optional.empty();
  }

  private List<Pop3Listing.Entry> choose() {
    List<Pop3Listing.Entry> chosen = new ArrayList<>();
    long octets = 0;
    for (Pop3Listing.Entry entry : listing.entries()) {
      if (!isNew(entry)) {
        continue;
      }
      octets += entry.size();
      if (chosen.size() == limits.mails() || (!chosen.isEmpty() && octets > limits.octets())) {
        break;
      }
      chosen.add(entry);
    }
    return chosen;
  }

  private FolderBatch fetch(
      String folder, FolderCursor base, FolderCursor next, List<Pop3Listing.Entry> chosen) {
    FetchBudget.Permit permit =
        budget.reserve(chosen.stream().mapToLong(Pop3Listing.Entry::size).sum());
    List<SourceItem> items = new ArrayList<>();
    try {
      for (Pop3Listing.Entry entry : chosen) {
        items.add(item(entry));
        underWay.add(entry.uidl());
      }
      return new FolderBatch(folder, base, next, items, permit);
    } catch (SourceException e) {
      // What came is taken; the mail that ends connections is left out after some tries.
      Pop3Listing.Entry stuck = chosen.get(items.size());
      if (memory.stuck(folder, stuck.uidl())) {
        items.add(new SourceItem.Unreadable(stuck.key(), "RETR_ENDS_CONNECTION", e.getMessage()));
        underWay.add(stuck.uidl());
      }
      if (items.isEmpty()) {
        permit.close();
        throw e;
      }
      return new FolderBatch(folder, base, next, items, permit);
    } catch (RuntimeException e) {
      permit.close();
      throw e;
    }
  }

  private SourceItem item(Pop3Listing.Entry entry) {
    if (entry.size() > limits.maxMail()) {
      return new SourceItem.TooLarge(entry.key(), entry.size(), new byte[0]);
    }
    byte[] raw = connection.retrieve(entry.number(), most(entry));
    return raw == null
        ? new SourceItem.Unreadable(entry.key(), "RETR_ERR", "The server refuses to give it out")
        : new SourceItem.Mail(entry.key(), raw);
  }

  /** Servers are wrong about sizes, but not by that much: dots and line ends count differently. */
  private static long most(Pop3Listing.Entry entry) {
    return entry.size() + entry.size() / 4 + 64 * 1024;
  }

  /** POP3 can only delete. */
  @Override
  public void finish(String folder, FolderCursor cursor, List<AfterStep> steps) {
    for (AfterStep step : steps) {
      if (step.action() == AfterProcessing.DELETE) {
        delete(step.sourceId());
      }
    }
  }

  private void delete(String uidl) {
    listing.entries().stream()
        .filter(entry -> entry.uidl().equals(uidl))
        .findFirst()
        .ifPresent(entry -> connection.command("DELE " + entry.number()));
  }

  @Override
  public boolean awaitNews(Duration atMost) {
    deleteLeftOvers();
    connection.quit();
    try {
      if (closed.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new SourceException(SourceFailure.CONNECTION_LOST, "Closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException(SourceFailure.CONNECTION_LOST, "Interrupted", e);
    }
    underWay.clear();
    begin();
    return true;
  }

  @Override
  public long waiting() {
    return listing.entries().stream().filter(this::isNew).count();
  }

  private boolean isNew(Pop3Listing.Entry entry) {
    return !underWay.contains(entry.uidl()) && !memory.published(entry.uidl());
  }

  /** Published by a reader that ended before it could delete them. */
  private void deleteLeftOvers() {
    if (mailbox.incoming().afterProcessing() == AfterProcessing.DELETE) {
      for (Pop3Listing.Entry entry : listing.entries()) {
        if (!underWay.contains(entry.uidl()) && memory.published(entry.uidl())) {
          connection.command("DELE " + entry.number());
        }
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
    connection.close();
  }
}
