package dev.mailbridge.imappoller.partition;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.LedgerEntry;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.Topics;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * POP3's UIDLs and Graph's ids in the ledger: these protocols have no high-water mark. A mailbox's
 * are read when they are first asked for.
 */
final class PublishedIds {
  private final int partition;
  private final PartitionReader reader;
  private final Map<MailboxId, Set<String>> byMailbox = new ConcurrentHashMap<>();

  PublishedIds(int partition, PartitionReader reader) {
    this.partition = partition;
    this.reader = reader;
  }

  boolean contains(MailboxId mailbox, String sourceId) {
    return byMailbox.computeIfAbsent(mailbox, this::read).contains(sourceId);
  }

  void add(MailboxId mailbox, String sourceId) {
    Set<String> ids = byMailbox.get(mailbox);
    if (ids != null && sourceId != null) {
      ids.add(sourceId);
    }
  }

  private Set<String> read(MailboxId mailbox) {
    Set<String> ids = ConcurrentHashMap.newKeySet();
    String prefix = mailbox + "/";
    reader.read(
        Topics.LEDGER,
        partition,
        null,
        entry -> {
          if (entry.key() != null && entry.key().startsWith(prefix)) {
            accept(entry, ids);
          }
        });
    return ids;
  }

  private static void accept(ConsumerRecord<String, byte[]> entry, Set<String> ids) {
    try {
      String id = ContractJson.read(entry.value(), LedgerEntry.class).sourceId();
      if (id != null) {
        ids.add(id);
      }
    } catch (UncheckedIOException ignored) {
      // The identity in its key still counts.
    }
  }
}
