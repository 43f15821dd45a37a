package dev.mailbridge.imappoller.partition;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.Topics;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** The committed cursors of a partition's folders, and which mailboxes are paused. */
final class PartitionCursors {
  private static final Logger LOG = Logger.getLogger(PartitionCursors.class);
  private final Map<String, FolderCursor> cursors = new ConcurrentHashMap<>();
  private final Set<MailboxId> paused = ConcurrentHashMap.newKeySet();

  /** Read only after the fence: before it, another owner may still write. */
  static PartitionCursors read(int partition, PartitionReader reader) {
    PartitionCursors read = new PartitionCursors();
    reader.read(Topics.CURSORS, partition, null, read::accept);
    return read;
  }

  private void accept(ConsumerRecord<String, byte[]> entry) {
    if (entry.key().indexOf('/') < 0) {
      pause(MailboxId.of(entry.key()), entry.value() != null);
      return;
    }
    if (entry.value() == null) {
      cursors.remove(entry.key());
      return;
    }
    try {
      cursors.put(entry.key(), ContractJson.read(entry.value(), FolderCursor.class));
    } catch (UncheckedIOException e) {
      LOG.errorf(
          "The cursor %s can't be read: its folder is read again, and the ledger tells what is new",
          entry.key());
    }
  }

  FolderCursor get(String key) {
    return cursors.get(key);
  }

  FolderCursor get(MailboxId mailbox, String folder) {
    return cursors.get(mailbox + "/" + folder);
  }

  void put(String key, FolderCursor cursor) {
    cursors.put(key, cursor);
  }

  boolean paused(MailboxId mailbox) {
    return paused.contains(mailbox);
  }

  void pause(MailboxId mailbox, boolean pause) {
    if (pause) {
      paused.add(mailbox);
    } else {
      paused.remove(mailbox);
    }
  }

  boolean knowsMailbox(MailboxId mailbox) {
    return cursors.keySet().stream().anyMatch(key -> key.startsWith(mailbox + "/"));
  }
}
