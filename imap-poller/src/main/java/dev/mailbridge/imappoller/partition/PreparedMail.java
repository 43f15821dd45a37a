package dev.mailbridge.imappoller.partition;

import dev.mailbridge.imappoller.source.AfterStep;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A mail as the records that publish it.
 *
 * @param identity null for what has none, such as a mail that the server can't give out: its
 *     records are written each time
 * @param records the event and what else comes of the mail, the ledger entry included
 * @param after what is done with it then, null for nothing
 * @param replayed published again though the ledger knows it
 */
public record PreparedMail(
    Identity identity,
    List<ProducerRecord<byte[], byte[]>> records,
    AfterStep after,
    boolean replayed) {
  public PreparedMail {
    records = List.copyOf(records);
  }
}
