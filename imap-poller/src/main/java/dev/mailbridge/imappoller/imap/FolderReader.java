package dev.mailbridge.imappoller.imap;

import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.imappoller.source.Cursors;
import dev.mailbridge.imappoller.source.FetchBudget;
import dev.mailbridge.imappoller.source.FolderBatch;
import dev.mailbridge.imappoller.source.ReadMemory;
import dev.mailbridge.imappoller.source.SourceItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the selected folder forward from its cursor, in batches. */
final class FolderReader {
  private final BatchLimits limits;
  private final ReadMemory memory;
  private final FetchBudget budget;
  private final FolderListing listing;
  private final MailFetch mails;
  private final BigMailFetch bigMails;

  FolderReader(
      ImapConnection connection, BatchLimits limits, ReadMemory memory, FetchBudget budget) {
    this.limits = limits;
    this.budget = budget;
    this.memory = memory;
    this.listing = new FolderListing(connection);
    this.mails = new MailFetch(connection);
    this.bigMails = new BigMailFetch(connection, limits.spool());
  }

  FolderListing listing() {
    return listing;
  }

  Optional<FolderBatch> next(FolderCursor cursor) {
    ListedMail first = listing.peek(cursor.lastUid());
    if (first == null) {
      return Optional.empty();
    }
    if (tooOld(first, cursor)) {
      return Optional.of(skip(cursor));
    }
    if (first.size() > limits.maxMail()) {
      return Optional.of(alone(cursor, first, bigMails.headerOnly(first)));
    }
    if (first.size() >= limits.bigMail()) {
      return Optional.of(alone(cursor, first, bigMails.whole(first)));
    }
    return Optional.of(batch(cursor, small(cursor)));
  }

  private FolderBatch skip(FolderCursor cursor) {
    long to = cursor.lastUid();
    for (ListedMail mail : listing.listed()) {
      if (!tooOld(mail, cursor)) {
        break;
      }
      to = mail.uid();
    }
    return FolderBatch.move(cursor, Cursors.advance(cursor, to, cursor.owed()));
  }

  private static boolean tooOld(ListedMail mail, FolderCursor cursor) {
    return cursor.since() != null
        && mail.uid() <= cursor.recheckTo()
        && mail.receivedAt() != null
        && mail.receivedAt().isBefore(cursor.since());
  }

  /** The next mails of ordinary size. */
  private List<ListedMail> small(FolderCursor cursor) {
    List<ListedMail> chosen = new ArrayList<>();
    long octets = 0;
    for (ListedMail mail : listing.listed()) {
      octets += mail.size();
      if (chosen.size() == limits.mails()
          || (!chosen.isEmpty() && octets > limits.octets())
          || mail.size() >= limits.bigMail()
          || tooOld(mail, cursor)) {
        break;
      }
      chosen.add(mail);
    }
    return chosen;
  }

  private FolderBatch batch(FolderCursor cursor, List<ListedMail> wanted) {
    long octets = wanted.stream().mapToLong(ListedMail::size).sum();
    FetchBudget.Permit permit = budget.reserve(octets);
    try {
      return batch(cursor, wanted.getLast().uid(), mails.fetch(wanted), permit);
    } catch (MailFetch.PartialFetch partial) {
      return prefix(cursor, wanted, partial, permit);
    } catch (RuntimeException e) {
      permit.close();
      throw e;
    }
  }

  /**
   * The connection ended. What came before the first gap is taken; the mail that the gap begins
   * with may be what ends connections, so after some tries it is left out.
   */
  private FolderBatch prefix(
      FolderCursor cursor,
      List<ListedMail> wanted,
      MailFetch.PartialFetch partial,
      FetchBudget.Permit permit) {
    Map<Long, SourceItem> got = partial.got();
    List<SourceItem> items = new ArrayList<>();
    for (ListedMail mail : wanted) {
      SourceItem item = got.get(mail.uid());
      if (item == null) {
        break;
      }
      items.add(item);
    }
    if (!items.isEmpty()) {
      return batch(cursor, wanted.get(items.size() - 1).uid(), items, permit);
    }
    permit.close();
    ListedMail stuck = wanted.getFirst();
    if (!memory.stuck(cursor.folder(), stuck.uid())) {
      throw partial.failure();
    }
    return alone(
        cursor,
        stuck,
        new SourceItem.Unreadable(
            stuck.key(), "FETCH_ENDS_CONNECTION", partial.failure().getMessage()));
  }

  /**
   * @param item null when the mail is gone
   */
  private static FolderBatch alone(FolderCursor cursor, ListedMail mail, SourceItem item) {
    List<SourceItem> items = item == null ? List.of() : List.of(item);
    return batch(cursor, mail.uid(), items, FetchBudget.Permit.NONE);
  }

  private static FolderBatch batch(
      FolderCursor cursor, long lastUid, List<SourceItem> items, FetchBudget.Permit permit) {
    List<Long> owed = new ArrayList<>(cursor.owed());
    items.stream()
        .filter(SourceItem.Unreadable.class::isInstance)
        .forEach(item -> owed.add(item.key().uid()));
    return new FolderBatch(
        cursor.folder(), cursor, Cursors.advance(cursor, lastUid, owed), items, permit);
  }

  /** Asks again for mails that the server could not give out; empty when it still can't. */
  Optional<FolderBatch> owed(FolderCursor cursor) {
    List<Long> owed = new ArrayList<>(cursor.owed());
    List<SourceItem> items = new ArrayList<>();
    for (Long uid : cursor.owed()) {
      if (!memory.due(cursor.folder(), uid)) {
        continue;
      }
      memory.failedAgain(cursor.folder(), uid);
      List<SourceItem> answer = mails.fetch(List.of(new ListedMail(uid, 0, null)));
      if (answer.isEmpty() || !(answer.getFirst() instanceof SourceItem.Unreadable)) {
        memory.paid(cursor.folder(), uid);
        owed.remove(uid);
        items.addAll(answer);
      }
    }
    return owed.size() == cursor.owed().size()
        ? Optional.empty()
        : Optional.of(
            new FolderBatch(
                cursor.folder(),
                cursor,
                Cursors.advance(cursor, cursor.lastUid(), owed),
                items,
                FetchBudget.Permit.NONE));
  }
}
