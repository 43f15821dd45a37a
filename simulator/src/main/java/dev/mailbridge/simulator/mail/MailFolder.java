package dev.mailbridge.simulator.mail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A folder: its mails in the order of their UIDs. Guarded by the mailbox's lock. */
public final class MailFolder {
  /** A mail that left, for Graph's delta. */
  public record Removal(String mailId, long uid, long version) {}

  private final Mailbox mailbox;
  private final String id;
  private volatile String name;
  private volatile long uidValidity;
  private volatile long uidNext;
  private volatile long version;
  private final List<StoredMail> mails = new ArrayList<>();
  private final List<Removal> removals = new ArrayList<>();

  MailFolder(Mailbox mailbox, String id, String name, long uidValidity, long uidNext) {
    this.mailbox = mailbox;
    this.id = id;
    this.name = name;
    this.uidValidity = uidValidity;
    this.uidNext = uidNext;
    this.version = mailbox.nextVersion();
  }

  public Mailbox mailbox() {
    return mailbox;
  }

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  public long uidValidity() {
    return uidValidity;
  }

  public long uidNext() {
    return uidNext;
  }

  /** Grows with each change of the folder. */
  public long version() {
    return version;
  }

  public List<StoredMail> mails() {
    synchronized (mailbox) {
      return List.copyOf(mails);
    }
  }

  public int size() {
    synchronized (mailbox) {
      return mails.size();
    }
  }

  public Optional<StoredMail> byId(String mailId) {
    synchronized (mailbox) {
      return mails.stream().filter(mail -> mail.id().equals(mailId)).findFirst();
    }
  }

  public StoredMail add(MailContent content, Instant receivedAt, Set<String> flags) {
    return add(UUID.randomUUID().toString(), content, receivedAt, flags);
  }

  StoredMail add(String mailId, MailContent content, Instant receivedAt, Set<String> flags) {
    synchronized (mailbox) {
      StoredMail mail =
          new StoredMail(mailId, uidNext, content, receivedAt, flags, mailbox.nextVersion());
      uidNext++;
      mails.add(mail);
      changed(mail.version());
      return mail;
    }
  }

  /** Adds a mail with a certain UID, which must be above all others. */
  public StoredMail addWithUid(
      long uid, MailContent content, Instant receivedAt, Set<String> flags) {
    synchronized (mailbox) {
      if (uid < uidNext) {
        throw new IllegalArgumentException(
            "UID " + uid + " is below UIDNEXT " + uidNext + " of " + name);
      }
      uidNext = uid;
      return add(content, receivedAt, flags);
    }
  }

  public void setFlags(StoredMail mail, Set<String> flags) {
    synchronized (mailbox) {
      if (!mail.flags().equals(flags)) {
        long now = mailbox.nextVersion();
        mail.setFlags(flags, now);
        changed(now);
      }
    }
  }

  public void addFlag(StoredMail mail, String flag) {
    Set<String> flags = new HashSet<>(mail.flags());
    flags.add(flag);
    setFlags(mail, flags);
  }

  public void remove(Collection<StoredMail> gone) {
    synchronized (mailbox) {
      Set<StoredMail> known = new HashSet<>(gone);
      long now = mailbox.nextVersion();
      if (mails.removeIf(known::contains)) {
        known.forEach(mail -> removals.add(new Removal(mail.id(), mail.uid(), now)));
        changed(now);
      }
    }
  }

  /** Moves a mail to another folder of the mailbox, where it has another UID and the same id. */
  public StoredMail moveTo(StoredMail mail, MailFolder target) {
    synchronized (mailbox) {
      remove(List.of(mail));
      return target.add(mail.id(), mail.content(), mail.receivedAt(), mail.flags());
    }
  }

  /** The mails that left after a version and did not come back. */
  public List<Removal> removedAfter(long since) {
    synchronized (mailbox) {
      Set<String> present = new HashSet<>();
      mails.forEach(mail -> present.add(mail.id()));
      return removals.stream()
          .filter(removal -> removal.version() > since && !present.contains(removal.mailId()))
          .toList();
    }
  }

  /** As after a migration of the server: another UIDVALIDITY, and the UIDs start anew. */
  public void renumber(long newUidValidity) {
    synchronized (mailbox) {
      uidValidity = newUidValidity;
      List<StoredMail> before = List.copyOf(mails);
      mails.clear();
      uidNext = 1;
      before.forEach(mail -> add(mail.id(), mail.content(), mail.receivedAt(), mail.flags()));
      changed(mailbox.nextVersion());
    }
  }

  void rename(String other) {
    name = other;
    changed(mailbox.nextVersion());
  }

  void restore(StoredMail mail) {
    mails.add(mail);
  }

  private void changed(long now) {
    version = now;
    mailbox.notifyChange();
  }
}
