package dev.mailbridge.contracts;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/**
 * The one partitioning function of {@code mail.mailboxes}, {@code mail.cursors} and {@code
 * mail.ledger}: Kafka's own for the mailbox id. Whoever owns a partition of the first owns its
 * mailboxes' cursors and ledger.
 */
public final class MailboxPartitioner {
  private MailboxPartitioner() {}

  public static int partition(MailboxId mailbox, int partitions) {
    byte[] key = mailbox.value().getBytes(StandardCharsets.UTF_8);
    return BuiltInPartitioner.partitionForKey(key, partitions);
  }
}
