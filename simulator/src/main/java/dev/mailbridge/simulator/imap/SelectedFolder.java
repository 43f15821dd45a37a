package dev.mailbridge.simulator.imap;

import dev.mailbridge.simulator.mail.MailFolder;
import dev.mailbridge.simulator.mail.StoredMail;
import dev.mailbridge.simulator.net.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The folder as this session sees it: sequence numbers only change when the client was told.
 * Guarded by its own monitor, because IDLE tells news from a thread of its own.
 */
final class SelectedFolder {
  /** A mail under its sequence number. */
  record Numbered(int number, StoredMail mail) {}

  private final MailFolder folder;
  private final boolean readOnly;
  private List<StoredMail> view;
  private long seenVersion;
  private final long uidValidity;

  SelectedFolder(MailFolder folder, boolean readOnly) {
    this.folder = folder;
    this.readOnly = readOnly;
    synchronized (folder.mailbox()) {
      seenVersion = folder.version();
      uidValidity = folder.uidValidity();
      view = new ArrayList<>(folder.mails());
    }
  }

  MailFolder folder() {
    return folder;
  }

  boolean readOnly() {
    return readOnly;
  }

  boolean hasNews() {
    return folder.version() != seenVersion;
  }

  /** The session made the latest change itself and the client knows it. */
  synchronized void upToDate() {
    seenVersion = folder.version();
  }

  /** True when the UIDs that the client knows mean nothing any more. */
  boolean isVoid() {
    return folder.uidValidity() != uidValidity;
  }

  synchronized int size() {
    return view.size();
  }

  synchronized List<StoredMail> mails() {
    return List.copyOf(view);
  }

  synchronized List<Numbered> numbered() {
    List<Numbered> all = new ArrayList<>(view.size());
    for (int i = 0; i < view.size(); i++) {
      all.add(new Numbered(i + 1, view.get(i)));
    }
    return all;
  }

  /** Mails of a set, each once, in order. */
  synchronized List<Numbered> find(SequenceSet set, boolean byUid) {
    if (view.isEmpty()) {
      return List.of();
    }
    long last = byUid ? view.getLast().uid() : view.size();
    TreeSet<Integer> indexes = new TreeSet<>();
    for (SequenceSet.Range range : set.resolve(last)) {
      int from =
          byUid ? firstAtOrAbove(range.from()) : (int) Math.min(range.from() - 1, view.size());
      for (int i = from; i < view.size(); i++) {
        if (byUid ? view.get(i).uid() > range.to() : i + 1 > range.to()) {
          break;
        }
        indexes.add(i);
      }
    }
    List<Numbered> found = new ArrayList<>(indexes.size());
    indexes.forEach(i -> found.add(new Numbered(i + 1, view.get(i))));
    return found;
  }

  private int firstAtOrAbove(long uid) {
    int low = 0;
    int high = view.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (view.get(middle).uid() < uid) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Takes a mail out of the view; the caller tells the client. */
  synchronized void forget(StoredMail mail) {
    view.remove(mail);
  }

  /**
   * Tells what changed since the client last heard: EXPUNGE (unless forbidden, RFC 3501, section
   * 7.4.1), flags, EXISTS.
   */
  synchronized void tellNews(Wire wire, boolean expungeAllowed) throws IOException {
    if (!hasNews()) {
      return;
    }
    List<StoredMail> now;
    long version;
    synchronized (folder.mailbox()) {
      now = folder.mails();
      version = folder.version();
    }
    if (isVoid()) {
      return;
    }
    boolean more = tellExpunged(wire, now, expungeAllowed);
    tellFlags(wire);
    tellNew(wire, now);
    if (!more) {
      seenVersion = version;
    }
  }

  private boolean tellExpunged(Wire wire, List<StoredMail> now, boolean allowed)
      throws IOException {
    Set<StoredMail> present = new HashSet<>(now);
    if (!allowed) {
      return view.stream().anyMatch(mail -> !present.contains(mail));
    }
    for (int i = view.size() - 1; i >= 0; i--) {
      if (!present.contains(view.get(i))) {
        view.remove(i);
        wire.write("* " + (i + 1) + " EXPUNGE\r\n");
      }
    }
    return false;
  }

  private void tellFlags(Wire wire) throws IOException {
    for (int i = 0; i < view.size(); i++) {
      if (view.get(i).version() > seenVersion) {
        wire.write(
            "* " + (i + 1) + " FETCH (FLAGS (" + String.join(" ", view.get(i).flags()) + "))\r\n");
      }
    }
  }

  private void tellNew(Wire wire, List<StoredMail> now) throws IOException {
    long last = view.isEmpty() ? 0 : view.getLast().uid();
    int before = view.size();
    for (StoredMail mail : now) {
      if (mail.uid() > last) {
        view.add(mail);
      }
    }
    if (view.size() != before) {
      wire.write("* " + view.size() + " EXISTS\r\n");
    }
  }
}
