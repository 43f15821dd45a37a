package dev.mailbridge.imappoller.publish;

import dev.mailbridge.contracts.Bounce;
import dev.mailbridge.contracts.CloudEventHeaders;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.DeadLetter;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.LedgerEntry;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxPartitioner;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.imappoller.partition.Identity;
import dev.mailbridge.imappoller.source.SourceItem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Kafka records of what is published, as CloudEvents. */
final class Records {
  private static final String SOURCE = "/imap-poller";

  /** A record stays under 900 KB. */
  static final int LONGEST = 900_000;

  private Records() {}

  static ProducerRecord<byte[], byte[]> event(IncomingMail mail, Instant now) {
    byte[] value = ContractJson.write(mail);
    if (value.length > LONGEST) {
      IncomingMail shorter = withoutHeaders(mail);
      value = ContractJson.write(shorter);
      if (value.length > LONGEST) {
        value = ContractJson.write(withShortLists(shorter));
      }
    }
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.incoming(mail.project()), utf8(mail.conversationKey()), value);
    return cloudEvent(record, IncomingMail.TYPE, mail.id(), now);
  }

  /** Texts lie in the content store when they are long; then headers are the longest. */
  private static IncomingMail withoutHeaders(IncomingMail mail) {
    EventChange change = EventChange.of(mail);
    change.defect("long-headers", "The headers don't fit into the event; see the raw content");
    return change.withoutHeaders().apply(mail);
  }

  /** Thousands of recipients or attachments. */
  private static IncomingMail withShortLists(IncomingMail mail) {
    EventChange change = EventChange.of(mail);
    change.defect(
        "long-lists", "Recipients, references or attachments are cut; see the raw content");
    return change.withShortLists().apply(mail);
  }

  /**
   * @param acknowledged who was answered automatically, null for nobody
   */
  static ProducerRecord<byte[], byte[]> ledger(
      IncomingMail mail, String acknowledged, boolean automatic, int partitions, Instant now) {
    LedgerEntry entry =
        new LedgerEntry(
            mail.mailboxId(),
            mail.id(),
            mail.id(),
            mail.messageId(),
            mail.folder(),
            mail.uidValidity(),
            mail.uid(),
            mail.sourceId(),
            acknowledged == null
                ? LoopGuard.sender(mail)
                : SenderHistory.sender(mail.mailboxId(), acknowledged),
            mail.conversationKey(),
            automatic,
            acknowledged != null,
            now);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.LEDGER,
            MailboxPartitioner.partition(mail.mailboxId(), partitions),
            utf8(mail.mailboxId() + "/" + mail.id()),
            ContractJson.write(entry));
    return cloudEvent(record, LedgerEntry.TYPE, mail.id(), now);
  }

  /** A mail that the first read left alone, so that it stays alone. */
  static ProducerRecord<byte[], byte[]> skipped(
      MailboxDefinition mailbox,
      FolderPlace place,
      SourceItem.Key key,
      int partitions,
      Instant now) {
    String identity = Identity.of(mailbox.id(), "skipped", key.sourceId()).toString();
    LedgerEntry entry =
        new LedgerEntry(
            mailbox.id(),
            identity,
            identity,
            null,
            place.folder(),
            null,
            key.uid(),
            key.sourceId(),
            null,
            null,
            false,
            false,
            now);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.LEDGER,
            MailboxPartitioner.partition(mailbox.id(), partitions),
            utf8(mailbox.id() + "/" + identity),
            ContractJson.write(entry));
    return cloudEvent(record, LedgerEntry.TYPE, identity, now);
  }

  static ProducerRecord<byte[], byte[]> deadLetter(DeadLetter letter) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.DEAD_LETTER, utf8(letter.mailboxId().value()), ContractJson.write(letter));
    return cloudEvent(record, DeadLetter.TYPE, letter.id(), letter.at());
  }

  static ProducerRecord<byte[], byte[]> bounce(Bounce bounce, Instant now) {
    String key =
        bounce.outgoingId() == null ? bounce.mailboxId().value() : bounce.outgoingId().value();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.BOUNCES, utf8(key), ContractJson.write(bounce));
    return cloudEvent(record, Bounce.TYPE, "bounce-" + bounce.incomingId(), now);
  }

  static ProducerRecord<byte[], byte[]> outgoing(
      IncomingMail answered, OutgoingMail mail, Instant now) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.outgoing(answered.project()),
            utf8(mail.mailboxId().value()),
            ContractJson.write(mail));
    return cloudEvent(record, OutgoingMail.TYPE, mail.id().value(), now);
  }

  private static ProducerRecord<byte[], byte[]> cloudEvent(
      ProducerRecord<byte[], byte[]> record, String type, String id, Instant now) {
    CloudEventHeaders.write(record.headers(), type, id, SOURCE, now);
    return record;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
