package dev.mailbridge.imappoller.publish;

import dev.mailbridge.contracts.Bounce;
import dev.mailbridge.contracts.CloudEventHeaders;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.DeadLetter;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.LedgerEntry;
import dev.mailbridge.contracts.MailboxPartitioner;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
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
      value = ContractJson.write(shortened(mail));
    }
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.incoming(mail.project()), utf8(mail.conversationKey()), value);
    return cloudEvent(record, IncomingMail.TYPE, mail.id(), now);
  }

  /** Headers are what is left that can be long: the raw content has them all. */
  private static IncomingMail shortened(IncomingMail mail) {
    EventChange change = EventChange.of(mail);
    change.defect("long-headers", "The headers don't fit into the event; see the raw content");
    return change.withoutHeaders().apply(mail);
  }

  static ProducerRecord<byte[], byte[]> ledger(IncomingMail mail, int partitions, Instant now) {
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
            now);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.LEDGER,
            MailboxPartitioner.partition(mail.mailboxId(), partitions),
            utf8(mail.mailboxId() + "/" + mail.id()),
            ContractJson.write(entry));
    return cloudEvent(record, LedgerEntry.TYPE, mail.id(), now);
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

  static List<ProducerRecord<byte[], byte[]>> none() {
    return List.of();
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
