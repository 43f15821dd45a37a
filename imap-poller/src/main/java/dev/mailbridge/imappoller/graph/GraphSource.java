package dev.mailbridge.imappoller.graph;

import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.imappoller.source.AfterStep;
import dev.mailbridge.imappoller.source.Cursors;
import dev.mailbridge.imappoller.source.FetchBudget;
import dev.mailbridge.imappoller.source.FolderBatch;
import dev.mailbridge.imappoller.source.MailSource;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import dev.mailbridge.imappoller.source.SourceItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A mailbox over Graph: each folder's delta query tells what changed, and the ledger which of it is
 * new. A page can be too much for one batch; then the cursor stays at the page, and what was
 * published of it is known by its ids.
 */
final class GraphSource implements MailSource {
  private final GraphClient client;
  private final FolderChanges changes;
  private final GraphFetch fetch;
  private final GraphAfterSteps afterSteps;
  private final FetchBudget budget;
  private final GraphLimits limits;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** What ended the last batch before its end: said when that is handed on. */
  private SourceException held;

  GraphSource(
      GraphClient client,
      FolderChanges changes,
      GraphFetch fetch,
      FetchBudget budget,
      GraphLimits limits) {
    this.client = client;
    this.changes = changes;
    this.fetch = fetch;
    this.afterSteps = new GraphAfterSteps(client, changes.folders());
    this.budget = budget;
    this.limits = limits;
  }

  @Override
  public Optional<FolderBatch> next(String folder, FolderCursor cursor) {
    if (held != null) {
      SourceException ended = held;
      held = null;
      throw ended;
    }
    FolderCursor from = cursor == null ? changes.first(folder) : cursor;
    Optional<FolderBatch> owed = owed(from);
    if (owed.isPresent()) {
      return owed;
    }
    DeltaPage page = changes.page(folder, from);
    if (page == null) {
      return Optional.of(FolderBatch.move(cursor, changes.anew(from)));
    }
    if (page.left().isEmpty()) {
      return changes.worthMoving(cursor, page)
          ? Optional.of(FolderBatch.move(cursor, changes.past(from, page)))
          : Optional.empty();
    }
    return Optional.of(batch(cursor, from, page));
  }

  /** The next mails of a page, as many as fit. */
  private FolderBatch batch(FolderCursor cursor, FolderCursor from, DeltaPage page) {
    // Graph names no sizes: the last mail of a batch may be as big as the batch.
    FetchBudget.Permit permit = budget.reserve(2 * limits.octets());
    Taken taken = new Taken(from.owedIds());
    try {
      while (!page.left().isEmpty() && !taken.full()) {
        DeltaPage.Entry entry = page.left().peek();
        if (changes.isNew(entry, from)) {
          taken.add(entry, fetch.fetch(from.folder(), entry));
        }
        page.left().poll();
      }
    } catch (SourceException e) {
      if (taken.items.isEmpty()) {
        permit.close();
        throw e;
      }
      held = e;
    } catch (RuntimeException e) {
      permit.close();
      throw e;
    }
    FolderCursor next =
        page.left().isEmpty()
            ? Cursors.delta(from, page.after(), taken.owed)
            : Cursors.delta(from, page.link(), taken.owed);
    if (taken.items.isEmpty()) {
      permit.close();
      return FolderBatch.move(cursor, next);
    }
    return new FolderBatch(from.folder(), cursor, next, taken.items, permit);
  }

  /** One that Graph couldn't give out before, when it is time to ask again. */
  private Optional<FolderBatch> owed(FolderCursor from) {
    Optional<DeltaPage.Entry> entry = fetch.due(from);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    Optional<SourceItem> got = fetch.again(from.folder(), entry.get());
    if (got.filter(SourceItem.Unreadable.class::isInstance).isPresent()) {
      return Optional.empty();
    }
    List<String> owed = new ArrayList<>(from.owedIds());
    owed.remove(entry.get().id());
    FolderCursor next = Cursors.delta(from, from.deltaLink(), owed);
    FetchBudget.Permit permit = FetchBudget.Permit.NONE;
    return Optional.of(new FolderBatch(from.folder(), from, next, got.stream().toList(), permit));
  }

  @Override
  public void finish(String folder, FolderCursor cursor, List<AfterStep> steps) {
    afterSteps.finish(folder, steps);
  }

  @Override
  public long waiting() {
    return changes.waiting();
  }

  @Override
  public boolean awaitNews(Duration atMost) {
    try {
      if (closed.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new SourceException(SourceFailure.CONNECTION_LOST, "Closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException(SourceFailure.CONNECTION_LOST, "Interrupted", e);
    }
    changes.lookAgain();
    return true;
  }

  @Override
  public void close() {
    closed.countDown();
    client.close();
  }

  /** What a batch holds so far. */
  private final class Taken {
    private final List<SourceItem> items = new ArrayList<>();
    private final List<String> owed;
    private long octets;

    Taken(List<String> owed) {
      this.owed = new ArrayList<>(owed);
    }

    boolean full() {
      return items.size() >= limits.mails() || octets >= limits.octets();
    }

    /**
     * @param item empty when the mail is gone
     */
    void add(DeltaPage.Entry entry, Optional<SourceItem> item) {
      changes.taken(entry);
      item.ifPresent(items::add);
      switch (item.orElse(null)) {
        case SourceItem.Mail mail -> octets += mail.raw().length;
        case SourceItem.Unreadable mail -> owed.add(entry.id());
        case null, default -> {}
      }
    }
  }
}
