package dev.mailbridge.imappoller.publish;

import dev.mailbridge.content.ContentBatch;
import dev.mailbridge.content.ContentStore;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.imappoller.PollerConfig;
import dev.mailbridge.imappoller.partition.PartitionCounts;
import dev.mailbridge.imappoller.partition.PreparedBatch;
import dev.mailbridge.imappoller.partition.PreparedMail;
import dev.mailbridge.imappoller.source.FolderBatch;
import dev.mailbridge.imappoller.source.SourceItem;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Parses batches and makes their contents durable, as many at a time as there are cores. Platform
 * threads, so that parsing doesn't keep the virtual ones from their connections.
 */
@ApplicationScoped
public class BatchPreparer {
  private static final Logger LOG = Logger.getLogger(BatchPreparer.class);
  private static final int DISK_THREADS = 4;

  private final MailPreparer mails;
  private final ContentStore contents;
  private final PartitionCounts partitions;
  private final MailTracing tracing;
  private final Parsers parsers;

  /** Waits for the disk: a parser that did would leave a core without work. */
  private final ExecutorService disk =
      Executors.newFixedThreadPool(DISK_THREADS, Thread.ofPlatform().name("disk-", 0).factory());

  BatchPreparer(
      MailPreparer mails,
      ContentStore contents,
      PartitionCounts partitions,
      MailTracing tracing,
      PollerConfig config) {
    this.mails = mails;
    this.contents = contents;
    this.partitions = partitions;
    this.tracing = tracing;
    int threads =
        config.parsers() == 0 ? Runtime.getRuntime().availableProcessors() : config.parsers();
    this.parsers = new Parsers(threads);
  }

  /**
   * The batch with all its contents durable; fails when the content store does, never because of a
   * mail.
   *
   * @param replayed see {@link dev.mailbridge.contracts.IncomingMail}
   */
  public CompletableFuture<PreparedBatch> prepare(
      MailboxDefinition mailbox, FolderBatch batch, boolean replayed) {
    Instant fetched = tracing.fetched();
    return parsers
        .submit(batch.octets(), () -> parse(mailbox, batch, replayed, fetched))
        .thenApplyAsync(Parsed::keep, disk);
  }

  private Parsed parse(
      MailboxDefinition mailbox, FolderBatch batch, boolean replayed, Instant fetched) {
    FolderPlace place = new FolderPlace(batch.folder(), batch.next().uidValidity(), replayed);
    List<PreparedMail> prepared = new ArrayList<>(batch.items().size());
    ContentBatch kept = batch.items().isEmpty() ? null : contents.openBatch();
    try {
      ContentSink sink = kept == null ? ContentSink.NONE : ContentSink.of(kept);
      for (SourceItem item : batch.items()) {
        try (MailTracing.Traced mail = tracing.begin(mailbox, place, item, fetched)) {
          prepared.add(mail.mark(mails.prepare(mailbox, place, item, sink, partitions.count())));
        }
      }
    } catch (RuntimeException | Error e) {
      if (kept != null) {
        kept.close();
      }
      throw e;
    } finally {
      batch.items().forEach(BatchPreparer::deleteSpooled);
    }
    return new Parsed(
        kept,
        new PreparedBatch(
            mailbox.id(),
            batch.folder(),
            batch.base(),
            batch.next(),
            prepared,
            new CompletableFuture<>()));
  }

  /**
   * A batch whose contents are written, but not durable yet.
   *
   * @param contents null when it has none
   */
  private record Parsed(ContentBatch contents, PreparedBatch batch) {
    PreparedBatch keep() {
      if (contents != null) {
        try (contents) {
          contents.commit();
        }
      }
      return batch;
    }
  }

  private static void deleteSpooled(SourceItem item) {
    if (item instanceof SourceItem.Spooled spooled) {
      try {
        Files.deleteIfExists(spooled.file());
      } catch (IOException e) {
        LOG.warnf("Can't delete %s: %s", spooled.file(), e.getMessage());
      }
    }
  }

  void stop(@Observes ShutdownEvent event) {
    parsers.close();
    disk.shutdown();
  }
}
