package dev.mailbridge.imappoller.imap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/** Looks ahead in the selected folder, a bounded piece at a time: UIDs, sizes and dates. */
final class FolderListing {
  private final ImapConnection connection;
  private final Deque<ListedMail> ahead = new ArrayDeque<>();
  private long listedTo;
  private long highest;

  FolderListing(ImapConnection connection) {
    this.connection = connection;
  }

  /** Forgets what it saw: another folder is selected, or the caller went back. */
  void reset(long lastUid) {
    ahead.clear();
    listedTo = lastUid;
    highest = Math.max(lastUid, connection.selected().uidNext() - 1);
  }

  /** New mail was announced: its UIDs are unknown, but above all that were listed. */
  void expectMore() {
    highest = Long.MAX_VALUE;
  }

  /** The next mail above {@code lastUid}, or null when there is none. */
  ListedMail peek(long lastUid) {
    while (!ahead.isEmpty() && ahead.peek().uid() <= lastUid) {
      ahead.poll();
    }
    if (ahead.isEmpty() && highest > Math.max(listedTo, lastUid)) {
      list(Math.max(listedTo, lastUid));
    }
    return ahead.peek();
  }

  /** Mails above what was handed out, as far as SELECT and the look ahead tell. */
  long waiting(long lastUid) {
    long listed = ahead.stream().filter(mail -> mail.uid() > lastUid).count();
    long unlisted =
        highest == Long.MAX_VALUE ? 0 : Math.max(0, highest - Math.max(listedTo, lastUid));
    // UIDs can be sparse, but there are no more mails than the folder holds.
    return listed + Math.min(unlisted, connection.selected().exists());
  }

  /** Without asking the server: more of what was listed. */
  List<ListedMail> listed() {
    return List.copyOf(ahead);
  }

  private void list(long from) {
    if (highest == Long.MAX_VALUE) {
      listToEnd(from);
    } else {
      listPieces(from);
    }
  }

  private void listToEnd(long from) {
    List<ListedMail> found = fetch("UID FETCH %d:*".formatted(from + 1), from);
    listedTo = found.isEmpty() ? from : found.getLast().uid();
    highest = listedTo;
    ahead.addAll(found);
  }

  private void listPieces(long from) {
    long start = from;
    while (ahead.isEmpty() && start < highest) {
      long end = Math.min(start + BatchLimits.LISTING, highest);
      ahead.addAll(fetch("UID FETCH %d:%d".formatted(start + 1, end), start));
      start = end;
      if (ahead.isEmpty() && start < highest) {
        start = beforeFirstAbove(start);
      }
    }
    listedTo = start;
  }

  /** UIDs can be sparse: a search over the message numbers jumps the gap. */
  private long beforeFirstAbove(long uid) {
    int low = 1;
    int high = connection.selected().exists();
    long found = highest;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      List<ListedMail> at = fetch("FETCH %d".formatted(middle), 0);
      if (at.isEmpty()) {
        return uid;
      }
      if (at.getFirst().uid() > uid) {
        found = at.getFirst().uid() - 1;
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    return found;
  }

  /** A server answers {@code n:*} with its last mail even when that lies below n. */
  private List<ListedMail> fetch(String command, long above) {
    List<ListedMail> found = new ArrayList<>();
    IMAPResponse result =
        connection.run(
            command + " " + ListedMail.ITEMS,
            response -> {
              ListedMail mail = ListedMail.of(response);
              if (mail != null && mail.uid() > above) {
                found.add(mail);
              }
            });
    if (!result.isOK() && found.isEmpty()) {
      throw ImapFailures.refused(command, result);
    }
    found.sort(Comparator.comparingLong(ListedMail::uid));
    return found;
  }
}
