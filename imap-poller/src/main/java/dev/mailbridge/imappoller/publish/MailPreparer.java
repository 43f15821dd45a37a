package dev.mailbridge.imappoller.publish;

import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.contracts.Bounce;
import dev.mailbridge.contracts.ContentRef;
import dev.mailbridge.contracts.DeadLetter;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.SentMail;
import dev.mailbridge.imappoller.conversation.ConversationPlacer;
import dev.mailbridge.imappoller.conversation.SentMails;
import dev.mailbridge.imappoller.directory.DirectoryUsers;
import dev.mailbridge.imappoller.partition.Identity;
import dev.mailbridge.imappoller.partition.PreparedMail;
import dev.mailbridge.imappoller.source.AfterStep;
import dev.mailbridge.imappoller.source.SourceItem;
import dev.mailbridge.mailparse.ParsedMail;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes of one mail all that is written about it. */
@Singleton
class MailPreparer {
  private final MailReading reading;
  private final ConversationPlacer conversations;
  private final SentMails sent;
  private final DirectoryUsers directory;
  private final MailHandling handling;
  private final Acknowledgements acknowledgements;
  private final Clock clock;

  MailPreparer(
      MailReading reading,
      ConversationPlacer conversations,
      SentMails sent,
      DirectoryUsers directory,
      MailHandling handling,
      Acknowledgements acknowledgements,
      Clock clock) {
    this.reading = reading;
    this.conversations = conversations;
    this.sent = sent;
    this.directory = directory;
    this.handling = handling;
    this.acknowledgements = acknowledgements;
    this.clock = clock;
  }

  PreparedMail prepare(
      MailboxDefinition mailbox,
      FolderPlace place,
      SourceItem item,
      ContentSink contents,
      int partitions) {
    return switch (item) {
      case SourceItem.Mail mail ->
          publish(mailbox, place, reading.read(mailbox, mail, contents), contents, partitions);
      case SourceItem.Spooled mail ->
          publish(mailbox, place, reading.read(mailbox, mail, contents), contents, partitions);
      case SourceItem.TooLarge mail ->
          publish(mailbox, place, reading.read(mailbox, mail), contents, partitions);
      case SourceItem.Unreadable mail -> deadLetter(mailbox, place, mail);
      case SourceItem.Skipped mail ->
          new PreparedMail(
              null,
              List.of(Records.skipped(mailbox, place, mail.key(), partitions, clock.instant())),
              null,
              false);
    };
  }

  private PreparedMail publish(
      MailboxDefinition mailbox,
      FolderPlace place,
      RawMail mail,
      ContentSink contents,
      int partitions) {
    Instant now = clock.instant();
    Handling handled = handling.handle(mailbox, compose(mailbox, place, mail, contents));
    IncomingMail event = handled.mail();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(4);
    if (handled.publish()) {
      records.add(Records.event(event, now));
    } else if (handled.quarantined() != null) {
      records.add(Records.deadLetter(quarantined(event, handled.quarantined(), now)));
    }
    records.add(Records.ledger(event, partitions, now));
    if (!place.replayed()) {
      bounce(event).ifPresent(one -> records.add(Records.bounce(one, now)));
      if (handled.publish() && handled.acknowledgement() != null) {
        acknowledgements
            .answer(mailbox, event, mail.parsed(), handled.acknowledgement())
            .ifPresent(one -> records.add(Records.outgoing(event, one, now)));
      }
    }
    return new PreparedMail(
        Identity.of(mailbox.id(), event.messageId(), mail.contentHash()),
        records,
        place.replayed() ? null : after(mailbox, mail.key(), handled.after()),
        place.replayed());
  }

  private IncomingMail compose(
      MailboxDefinition mailbox, FolderPlace place, RawMail mail, ContentSink contents) {
    ParsedMail parsed = mail.parsed();
    return EventComposer.compose(
        mailbox,
        place,
        mail,
        conversations.place(mailbox.project(), parsed),
        address -> directory.known(mailbox.project(), address),
        contents);
  }

  /** An event, and what its sender is answered. */
  record Composed(IncomingMail event, Optional<OutgoingMail> acknowledgement) {}

  /** A held mail as its event; its raw octets are kept already. */
  Composed released(
      MailboxDefinition mailbox,
      FolderPlace place,
      SourceItem.Spooled item,
      HeldMails.Held held,
      ContentSink contents) {
    RawMail mail = reading.read(mailbox, item, ContentSink.NONE).keptAs(held.content());
    Handling handled = handling.released(mailbox, compose(mailbox, place, mail, contents));
    IncomingMail event = handled.mail();
    if (held.project() != null) {
      EventChange change = EventChange.of(event);
      change.project(held.project());
      event = change.apply(event);
    }
    return new Composed(
        event,
        handled.acknowledgement() == null
            ? Optional.empty()
            : acknowledgements.answer(mailbox, event, mail.parsed(), handled.acknowledgement()));
  }

  /** The event that the mail would be; nothing is kept or written. */
  IncomingMail dryRun(MailboxDefinition mailbox, byte[] raw) {
    SourceItem.Mail item = new SourceItem.Mail(new SourceItem.Key(null, null, null), raw);
    RawMail mail = reading.read(mailbox, item, ContentSink.NONE);
    FolderPlace place = new FolderPlace("INBOX", null, false);
    return handling.handle(mailbox, compose(mailbox, place, mail, ContentSink.NONE)).mail();
  }

  private Optional<Bounce> bounce(IncomingMail mail) {
    Bounce.Report report = mail.bounce();
    if (report == null) {
      return Optional.empty();
    }
    Optional<SentMail> returned =
        Stream.concat(
                Stream.ofNullable(report.originalMessageId()),
                report.originalReferences().reversed().stream())
            .flatMap(id -> sent.find(id).stream())
            .findFirst();
    return Optional.of(
        new Bounce(
            returned.map(SentMail::outgoingId).orElse(null),
            mail.mailboxId(),
            mail.project(),
            mail.id(),
            report,
            mail.receivedAt()));
  }

  private static DeadLetter quarantined(IncomingMail mail, String rule, Instant now) {
    return new DeadLetter(
        "quarantine-" + mail.id(),
        mail.mailboxId(),
        mail.project(),
        mail.folder(),
        mail.uidValidity(),
        mail.uid(),
        "QUARANTINED",
        "Rule “%s” holds this mail".formatted(rule),
        "Look at the raw content; to let it through, change the rule and publish the mail again.",
        mail.rawContent(),
        now);
  }

  private PreparedMail deadLetter(
      MailboxDefinition mailbox, FolderPlace place, SourceItem.Unreadable mail) {
    DeadLetter letter =
        new DeadLetter(
            "%s/%s/%s/%s".formatted(mailbox.id(), place.folder(), place.uidValidity(), mail.key()),
            mailbox.id(),
            mailbox.project(),
            place.folder(),
            place.uidValidity(),
            mail.key().uid(),
            mail.reason(),
            mail.detail(),
            "Nothing is lost: the mail is in the mailbox, and it is tried again by itself. If it"
                + " can't be opened in a mail client either, move it out of the folder and back.",
            (ContentRef) null,
            clock.instant());
    return new PreparedMail(null, List.of(Records.deadLetter(letter)), null, false);
  }

  /** Null when nothing is done with the mail. */
  private static AfterStep after(
      MailboxDefinition mailbox, SourceItem.Key key, Handling.AfterRule rule) {
    AfterProcessing action = rule == null ? mailbox.incoming().afterProcessing() : rule.action();
    String moveTo = rule == null ? mailbox.incoming().moveTo() : rule.moveTo();
    return action == AfterProcessing.KEEP
        ? null
        : new AfterStep(key.uid(), key.sourceId(), action, moveTo);
  }
}
