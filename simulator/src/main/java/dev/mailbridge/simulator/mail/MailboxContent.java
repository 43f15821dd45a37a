package dev.mailbridge.simulator.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A mailbox as it lies in the state folder: the mails' octets are in the content file. */
public record MailboxContent(String address, long version, List<Folder> folders) {
  /** One folder. */
  public record Folder(String id, String name, long uidValidity, long uidNext, List<Mail> mails) {}

  /** One mail: a place in the content file, or the number that it is made from. */
  public record Mail(
      String id,
      long uid,
      Instant receivedAt,
      Set<String> flags,
      Optional<Long> offset,
      Optional<Integer> length,
      Optional<MailContent.Generated> generated) {}

  static MailboxContent of(Mailbox mailbox) {
    synchronized (mailbox) {
      return new MailboxContent(
          mailbox.address(),
          mailbox.version(),
          mailbox.folders().stream().map(MailboxContent::folder).toList());
    }
  }

  private static Folder folder(MailFolder folder) {
    return new Folder(
        folder.id(),
        folder.name(),
        folder.uidValidity(),
        folder.uidNext(),
        folder.mails().stream().map(MailboxContent::mail).toList());
  }

  private static Mail mail(StoredMail mail) {
    Optional<MailContent.OnDisk> disk =
        mail.content() instanceof MailContent.OnDisk onDisk
            ? Optional.of(onDisk)
            : Optional.empty();
    return new Mail(
        mail.id(),
        mail.uid(),
        mail.receivedAt(),
        mail.flags(),
        disk.map(MailContent.OnDisk::offset),
        disk.map(MailContent.OnDisk::length),
        mail.content() instanceof MailContent.Generated made
            ? Optional.of(made)
            : Optional.empty());
  }

  /** Rebuilds the mailbox. After an unclean end UIDs leap, so that none is ever given twice. */
  void restoreInto(MailStore store, boolean cleanEnd) {
    Mailbox mailbox = store.restored(address);
    mailbox.startAtVersion(version + (cleanEnd ? 0 : 1000));
    for (Folder folder : folders) {
      MailFolder restored =
          new MailFolder(
              mailbox,
              folder.id(),
              folder.name(),
              folder.uidValidity(),
              folder.uidNext() + (cleanEnd ? 0 : 1000));
      for (Mail mail : folder.mails()) {
        MailContent content =
            mail.generated()
                .<MailContent>map(made -> made)
                .orElseGet(
                    () ->
                        new MailContent.OnDisk(
                            store.contentFile().orElseThrow(),
                            mail.offset().orElseThrow(),
                            mail.length().orElseThrow()));
        restored.restore(
            new StoredMail(
                mail.id(), mail.uid(), content, mail.receivedAt(), mail.flags(), version));
      }
      mailbox.restore(restored);
    }
  }
}
