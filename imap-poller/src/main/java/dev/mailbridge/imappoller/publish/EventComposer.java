package dev.mailbridge.imappoller.publish;

import dev.mailbridge.contracts.Bounce;
import dev.mailbridge.contracts.ContentRef;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.MailKind;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.imappoller.conversation.Placement;
import dev.mailbridge.imappoller.partition.Identity;
import dev.mailbridge.mailparse.Octets;
import dev.mailbridge.mailparse.ParsedMail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Makes the event of a mail. */
final class EventComposer {
  /** Attachments up to here are decoded in memory, bigger ones on the way to the store. */
  private static final long IN_MEMORY = 1 << 20;

  private EventComposer() {}

  static IncomingMail compose(
      MailboxDefinition mailbox,
      FolderPlace place,
      RawMail mail,
      Placement placement,
      UnaryOperator<MailAddress> known,
      ContentSink contents) {
    ParsedMail parsed = mail.parsed();
    EventTexts texts = EventTexts.of(parsed, contents);
    return new IncomingMail(
        Identity.of(mailbox.id(), parsed.messageId(), mail.contentHash()).toString(),
        mailbox.id(),
        mailbox.project(),
        place.folder(),
        mail.key().uid() == null ? null : place.uidValidity(),
        mail.key().uid(),
        mail.key().sourceId(),
        mail.key().receivedAt(),
        parsed.messageId(),
        parsed.inReplyTo(),
        parsed.references(),
        placement.key(),
        placement.ticketRef(),
        placement.proof(),
        addresses(parsed.from()).stream().map(known).toList(),
        parsed.sender() == null ? null : address(parsed.sender()),
        addresses(parsed.to()),
        addresses(parsed.cc()),
        addresses(parsed.replyTo()),
        parsed.subject(),
        parsed.date(),
        texts.text(),
        texts.textContent(),
        texts.html(),
        texts.htmlContent(),
        texts.replyText(),
        parsed.headers().stream()
            .map(header -> new IncomingMail.Header(header.name(), header.value()))
            .toList(),
        attachments(parsed, contents),
        mail.raw(),
        mail.size(),
        mail.sha256(),
        MailKind.valueOf(parsed.kind().name()),
        bounce(parsed.bounce()),
        calendar(parsed.calendar()),
        authentication(parsed.authentication()),
        security(parsed.security()),
        List.of(),
        Map.of(),
        List.of(),
        defects(mail, texts),
        place.replayed());
  }

  private static List<MailAddress> addresses(List<ParsedMail.Address> addresses) {
    return addresses.stream().map(EventComposer::address).toList();
  }

  private static MailAddress address(ParsedMail.Address address) {
    return MailAddress.of(address.name(), address.address());
  }

  private static List<IncomingMail.Attachment> attachments(
      ParsedMail parsed, ContentSink contents) {
    return parsed.attachments().stream()
        .map(
            one ->
                new IncomingMail.Attachment(
                    one.filename(),
                    one.originalFilename(),
                    one.contentType(),
                    one.inline(),
                    one.contentId(),
                    one.size(),
                    one.sha256(),
                    put(one, contents)))
        .toList();
  }

  private static ContentRef put(ParsedMail.Attachment attachment, ContentSink contents) {
    Octets octets = attachment.octets();
    return octets.size() <= IN_MEMORY
        ? contents.put(octets.toByteArray(), attachment.sha256())
        : contents.put(octets.open());
  }

  private static Bounce.Report bounce(ParsedMail.BounceReport bounce) {
    return bounce == null
        ? null
        : new Bounce.Report(
            bounce.hard(),
            bounce.recipients().stream()
                .map(
                    one ->
                        new Bounce.Recipient(
                            one.address(), one.action(), one.status(), one.diagnostic()))
                .toList(),
            bounce.originalMessageId(),
            bounce.originalReferences());
  }

  private static IncomingMail.Calendar calendar(ParsedMail.Calendar calendar) {
    return calendar == null
        ? null
        : new IncomingMail.Calendar(
            calendar.method(),
            calendar.uid(),
            calendar.summary(),
            calendar.start(),
            calendar.end(),
            calendar.organizer());
  }

  private static IncomingMail.Authentication authentication(ParsedMail.Authentication seen) {
    return seen == null
        ? null
        : new IncomingMail.Authentication(seen.authservId(), seen.spf(), seen.dkim(), seen.dmarc());
  }

  private static IncomingMail.Security security(ParsedMail.Security security) {
    return security == null
        ? null
        : new IncomingMail.Security(security.kind(), security.signed(), security.encrypted());
  }

  private static List<IncomingMail.Defect> defects(RawMail mail, EventTexts texts) {
    List<IncomingMail.Defect> defects = new ArrayList<>();
    mail.parsed()
        .defects()
        .forEach(one -> defects.add(new IncomingMail.Defect(one.code(), one.detail())));
    if (mail.defect() != null) {
      defects.add(new IncomingMail.Defect(mail.raw() == null ? "too-large" : "big", mail.defect()));
    }
    defects.addAll(texts.defects());
    return defects;
  }
}
