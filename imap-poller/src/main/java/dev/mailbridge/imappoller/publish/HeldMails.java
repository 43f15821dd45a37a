package dev.mailbridge.imappoller.publish;

import dev.mailbridge.content.ContentBatch;
import dev.mailbridge.content.ContentStore;
import dev.mailbridge.contracts.ContentRef;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.imappoller.partition.Identity;
import dev.mailbridge.imappoller.partition.PartitionCounts;
import dev.mailbridge.imappoller.partition.PreparedMail;
import dev.mailbridge.imappoller.source.SourceItem;
import dev.mailbridge.imappoller.source.SpoolFolder;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes events of mails that a rule held, from their kept raw octets. */
@Singleton
public class HeldMails {
  private final MailPreparer mails;
  private final ContentStore contents;
  private final PartitionCounts partitions;
  private final SpoolFolder spool;
  private final Clock clock;

  HeldMails(
      MailPreparer mails,
      ContentStore contents,
      PartitionCounts partitions,
      SpoolFolder spool,
      Clock clock) {
    this.mails = mails;
    this.contents = contents;
    this.partitions = partitions;
    this.spool = spool;
    this.clock = clock;
  }

  /**
   * A mail that was held, and where it lay.
   *
   * @param uidValidity null where there are no UIDs, as {@code uid}
   * @param receivedAt null when it isn't known
   * @param project where it goes; null for what the rules say
   */
  public record Held(
      ContentRef content,
      String folder,
      Long uidValidity,
      Long uid,
      Instant receivedAt,
      ProjectId project) {}

  /**
   * A held mail, ready to be committed.
   *
   * @param releaseId what the ledger knows the release by, so that it happens once
   */
  public record Released(IncomingMail event, String releaseId, PreparedMail mail) {}

  /**
   * Reads the raw mail and applies the mailbox's rules, but for those that hold it.
   *
   * @throws dev.mailbridge.content.ContentException when the content can't be read or kept
   */
  public Released release(MailboxDefinition mailbox, Held held) {
    Path file = spooled(held.content());
    try (ContentBatch kept = contents.openBatch()) {
      SourceItem.Key key = new SourceItem.Key(held.uid(), null, held.receivedAt());
      FolderPlace place = new FolderPlace(held.folder(), held.uidValidity(), false);
      SourceItem.Spooled item = new SourceItem.Spooled(key, file, Files.size(file));
      MailPreparer.Composed composed =
          mails.released(mailbox, place, item, held, ContentSink.of(kept));
      kept.commit();
      return released(mailbox, place, composed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(file);
    }
  }

  private Released released(
      MailboxDefinition mailbox, FolderPlace place, MailPreparer.Composed composed) {
    IncomingMail event = composed.event();
    String releaseId = "released:" + event.id();
    Instant now = clock.instant();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(3);
    records.add(Records.event(event, now));
    composed.acknowledgement().ifPresent(one -> records.add(Records.outgoing(event, one, now)));
    SourceItem.Key mark = new SourceItem.Key(null, releaseId, null);
    records.add(Records.skipped(mailbox, place, mark, partitions.count(), now));
    // The ledger knows the mail since it was held: that must not stop it now.
    Identity none = null;
    return new Released(event, releaseId, new PreparedMail(none, records, null, false));
  }

  private Path spooled(ContentRef content) {
    try {
      Path file = Files.createTempFile(spool.path(), "held", ".eml");
      try (InputStream in = contents.open(content)) {
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        return file;
      } catch (IOException | RuntimeException e) {
        delete(file);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
