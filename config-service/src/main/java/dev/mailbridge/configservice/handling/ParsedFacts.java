package dev.mailbridge.configservice.handling;

import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailKind;
import dev.mailbridge.mailparse.ParsedMail;
import dev.mailbridge.mailrules.RuleFacts;
import java.util.List;
import java.util.function.Function;

/** A parsed mail as rules look at it; of no folder. */
final class ParsedFacts {
  private ParsedFacts() {}

  /**
   * @param known whether an address is that of one of the project's users; null when nobody can
   *     tell
   */
  static RuleFacts of(ParsedMail mail, Function<String, Boolean> known) {
    return new RuleFacts(
        addresses(mail.from()),
        mail.sender() == null ? null : address(mail.sender()),
        addresses(mail.to()),
        addresses(mail.cc()),
        addresses(mail.replyTo()),
        mail.subject(),
        mail.text(),
        mail.headers().stream()
            .map(header -> new IncomingMail.Header(header.name(), header.value()))
            .toList(),
        mail.attachments().stream()
            .map(a -> new RuleFacts.Attachment(a.filename(), a.contentType(), a.size()))
            .toList(),
        MailKind.valueOf(mail.kind().name()),
        authentication(mail.authentication()),
        mail.from().isEmpty() || mail.from().getFirst().address() == null
            ? null
            : known.apply(mail.from().getFirst().address()),
        null,
        mail.size());
  }

  private static IncomingMail.Authentication authentication(ParsedMail.Authentication results) {
    return results == null
        ? null
        : new IncomingMail.Authentication(
            results.authservId(), results.spf(), results.dkim(), results.dmarc());
  }

  private static List<MailAddress> addresses(List<ParsedMail.Address> addresses) {
    return addresses.stream().map(ParsedFacts::address).toList();
  }

  private static MailAddress address(ParsedMail.Address address) {
    return MailAddress.of(address.name(), address.address());
  }
}
