package dev.mailbridge.helpdesk;

import dev.mailbridge.contracts.DirectoryUser;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailAddress.KnownUser;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Everybody of the directory, as the topic tells; a real help desk has a table here. */
@ApplicationScoped
class People {
  private final Map<String, DirectoryUser> byId = new ConcurrentHashMap<>();

  void put(DirectoryUser user) {
    byId.put(user.id(), user);
  }

  void remove(String id) {
    byId.remove(id);
  }

  /** The person whose address a mail comes from; whether it is theirs, authentication must tell. */
  Optional<DirectoryUser> senderOf(IncomingMail mail) {
    return mail.from().stream()
        .flatMap(address -> Optional.ofNullable(address.user()).map(KnownUser::id).stream())
        .findFirst()
        .map(byId::get);
  }
}
