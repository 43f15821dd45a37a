package dev.mailbridge.simulator.pop3;

import dev.mailbridge.simulator.mail.MailFolder;
import dev.mailbridge.simulator.mail.StoredMail;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The inbox as one session sees it: a snapshot whose deletions take effect at the end. */
final class Maildrop {
  private final MailFolder folder;
  private final List<StoredMail> mails;
  private final Set<StoredMail> deleted = new HashSet<>();

  Maildrop(MailFolder folder) {
    this.folder = folder;
    this.mails = new ArrayList<>(folder.mails());
  }

  /** A mail by its number, unless it was deleted in this session. */
  Optional<StoredMail> mail(String number) {
    if (!number.matches("\\d{1,9}")) {
      return Optional.empty();
    }
    int index = Integer.parseInt(number) - 1;
    return index >= 0 && index < mails.size() && !deleted.contains(mails.get(index))
        ? Optional.of(mails.get(index))
        : Optional.empty();
  }

  int highest() {
    return mails.size();
  }

  int count() {
    return mails.size() - deleted.size();
  }

  long octets() {
    return mails.stream()
        .filter(mail -> !deleted.contains(mail))
        .mapToLong(mail -> mail.content().size())
        .sum();
  }

  void delete(StoredMail mail) {
    deleted.add(mail);
  }

  void reset() {
    deleted.clear();
  }

  void update() {
    folder.remove(deleted);
  }

  /** POP3's only identity (RFC 1939, section 7). */
  static String uidl(StoredMail mail) {
    return mail.id().replace("-", "");
  }
}
