package dev.mailbridge.simulator.mail;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** All mailboxes by address, those of the tenant and those of the world outside. */
public final class MailStore {
  private final Map<String, Mailbox> mailboxes = new ConcurrentHashMap<>();
  private final Optional<ContentFile> contentFile;
  private final AtomicLong changes = new AtomicLong();

  /** Mails lie in the file when there is one, otherwise in memory. */
  public MailStore(Optional<ContentFile> contentFile) {
    this.contentFile = contentFile;
  }

  public Optional<Mailbox> mailbox(String address) {
    return Optional.ofNullable(mailboxes.get(key(address)));
  }

  public Mailbox mailboxOrNew(String address) {
    return mailboxes.computeIfAbsent(
        key(address), key -> Mailbox.withStandardFolders(key, changes::incrementAndGet));
  }

  public Collection<Mailbox> mailboxes() {
    return List.copyOf(mailboxes.values());
  }

  public boolean delete(String address) {
    changes.incrementAndGet();
    return mailboxes.remove(key(address)) != null;
  }

  public MailContent keep(byte[] raw) {
    return contentFile
        .<MailContent>map(file -> file.append(raw))
        .orElseGet(() -> new MailContent.InMemory(raw));
  }

  /** Counts changes, so that a snapshot is only written when there was one. */
  public long changes() {
    return changes.get();
  }

  /** Everything but the mails' octets, for the state folder. */
  public List<MailboxContent> content() {
    return mailboxes.values().stream().map(MailboxContent::of).toList();
  }

  public void restore(List<MailboxContent> content, boolean cleanEnd) {
    content.forEach(mailbox -> mailbox.restoreInto(this, cleanEnd));
  }

  Mailbox restored(String address) {
    Mailbox mailbox = new Mailbox(key(address), changes::incrementAndGet);
    mailboxes.put(key(address), mailbox);
    return mailbox;
  }

  Optional<ContentFile> contentFile() {
    return contentFile;
  }

  private static String key(String address) {
    return address.strip().toLowerCase(Locale.ROOT);
  }
}
