package dev.mailbridge.erase;

import dev.mailbridge.contracts.ContentRef;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailAddress;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The mails of a project that name a person as sender or recipient. */
final class PersonMails {
  private final String address;
  private final Set<String> ids = new LinkedHashSet<>();
  private final Set<ContentRef> contents = new LinkedHashSet<>();
  private Instant last;

  PersonMails(String address) {
    this.address = address;
  }

  void take(ConsumerRecord<byte[], byte[]> event) {
    if (event.value() == null) {
      return;
    }
    IncomingMail mail = ContractJson.read(event.value(), IncomingMail.class);
    if (names(mail)) {
      ids.add(mail.id());
      contents(mail).forEach(contents::add);
      Instant written = Instant.ofEpochMilli(event.timestamp());
      last = last == null || written.isAfter(last) ? written : last;
    }
  }

  /** All that the content store has of a mail. */
  static Stream<ContentRef> contents(IncomingMail mail) {
    return Stream.concat(
            Stream.of(mail.rawContent(), mail.textContent(), mail.htmlContent()),
            mail.attachments().stream().map(IncomingMail.Attachment::content))
        .filter(Objects::nonNull);
  }

  private boolean names(IncomingMail mail) {
    return Stream.of(
            mail.from(),
            mail.to(),
            mail.cc(),
            mail.replyTo(),
            mail.sender() == null ? List.<MailAddress>of() : List.of(mail.sender()))
        .flatMap(List::stream)
        .anyMatch(one -> address.equalsIgnoreCase(one.address()));
  }

  /** Published again, a mail keeps its id. */
  int count() {
    return ids.size();
  }

  Set<ContentRef> contents() {
    return contents;
  }

  /** When the last one was written; null when there is none. */
  Instant last() {
    return last;
  }
}
