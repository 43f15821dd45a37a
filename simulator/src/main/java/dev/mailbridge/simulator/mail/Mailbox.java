package dev.mailbridge.simulator.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One mailbox. Its monitor guards all its folders and is notified at each change, which is how IDLE
 * waits.
 */
public final class Mailbox {
  /** Folders that Exchange Online makes for every mailbox. */
  static final List<String> STANDARD_FOLDERS =
      List.of(
          "INBOX",
          "Archive",
          "Conversation History",
          "Deleted Items",
          "Drafts",
          "Junk Email",
          "Outbox",
          "Sent Items");

  /** Seen on many unrelated mailboxes at Exchange Online: UIDVALIDITY is no identity. */
  static final long FIRST_UID_VALIDITY = 14;

  private final String address;
  private final Runnable onChange;
  private final List<MailFolder> folders = new CopyOnWriteArrayList<>();
  private long version;

  Mailbox(String address, Runnable onChange) {
    this.address = address;
    this.onChange = onChange;
  }

  static Mailbox withStandardFolders(String address, Runnable onChange) {
    Mailbox mailbox = new Mailbox(address, onChange);
    STANDARD_FOLDERS.forEach(mailbox::createFolder);
    return mailbox;
  }

  public String address() {
    return address;
  }

  public List<MailFolder> folders() {
    return List.copyOf(folders);
  }

  public MailFolder inbox() {
    return folder("INBOX").orElseThrow();
  }

  public MailFolder sentItems() {
    return folder("Sent Items").orElseGet(() -> createFolder("Sent Items"));
  }

  public MailFolder drafts() {
    return folder("Drafts").orElseGet(() -> createFolder("Drafts"));
  }

  /** Finds a folder by its readable name; INBOX in any case, others exactly. */
  public Optional<MailFolder> folder(String name) {
    return folders.stream()
        .filter(
            folder ->
                folder.name().equals(name)
                    || (folder.name().equals("INBOX") && name.equalsIgnoreCase("INBOX")))
        .findFirst();
  }

  public synchronized MailFolder createFolder(String name) {
    MailFolder folder =
        new MailFolder(this, UUID.randomUUID().toString(), name, FIRST_UID_VALIDITY, 1);
    folders.add(folder);
    notifyChange();
    return folder;
  }

  public synchronized void deleteFolder(MailFolder folder) {
    folders.remove(folder);
    notifyChange();
  }

  /** Renames a folder and those below it. */
  public synchronized void renameFolder(MailFolder folder, String name) {
    String below = folder.name() + "/";
    for (MailFolder child : new ArrayList<>(folders)) {
      if (child.name().startsWith(below)) {
        child.rename(name + "/" + child.name().substring(below.length()));
      }
    }
    folder.rename(name);
  }

  void restore(MailFolder folder) {
    folders.add(folder);
  }

  synchronized long nextVersion() {
    return ++version;
  }

  synchronized long version() {
    return version;
  }

  synchronized void startAtVersion(long from) {
    version = Math.max(version, from);
  }

  synchronized void notifyChange() {
    notifyAll();
    onChange.run();
  }
}
