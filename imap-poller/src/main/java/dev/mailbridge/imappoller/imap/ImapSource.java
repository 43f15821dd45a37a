package dev.mailbridge.imappoller.imap;

import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.imappoller.source.AfterStep;
import dev.mailbridge.imappoller.source.FolderBatch;
import dev.mailbridge.imappoller.source.MailSource;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A mailbox over one IMAP connection, whatever the number of its folders. */
final class ImapSource implements MailSource {
  /** Some servers tell of new mail only when asked. */
  private static final Duration ASK_ANYWAY = Duration.ofMinutes(5);

  private final ImapConnection connection;
  private final FolderStart start;
  private final FolderReader reader;
  private final FinishedMails finished;
  private final IdleWatch idle;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Set<String> begun = new HashSet<>();
  private long seen;
  private long given;
  private long lastNoop = System.nanoTime();

  ImapSource(ImapConnection connection, FolderStart start, FolderReader reader) {
    this.connection = connection;
    this.start = start;
    this.reader = reader;
    this.finished = new FinishedMails(connection);
    this.idle = new IdleWatch(connection);
  }

  @Override
  public Optional<FolderBatch> next(String folder, FolderCursor cursor) {
    SelectedFolder selected = select(folder, cursor);
    if (cursor == null) {
      begun.add(folder);
      return moveTo(null, start.first());
    }
    // Without UIDVALIDITY, UIDs are good for this connection only (RFC 3501 section 2.3.1.1).
    boolean unknown = selected.uidValidity() == 0 && begun.add(folder);
    if (unknown || selected.uidValidity() != cursor.uidValidity()) {
      return moveTo(cursor, start.anew(cursor));
    }
    Optional<FolderBatch> owed = cursor.owed().isEmpty() ? Optional.empty() : reader.owed(cursor);
    Optional<FolderBatch> batch = owed.isPresent() ? owed : reader.next(cursor);
    given = batch.map(FolderBatch::next).orElse(cursor).lastUid();
    return batch;
  }

  private Optional<FolderBatch> moveTo(FolderCursor cursor, FolderCursor to) {
    reader.listing().reset(to.lastUid());
    given = to.lastUid();
    return Optional.of(FolderBatch.move(cursor, to));
  }

  private SelectedFolder select(String folder, FolderCursor cursor) {
    SelectedFolder before = connection.selected();
    SelectedFolder selected = connection.select(folder);
    if (selected != before) {
      seen = selected.announcements();
      reader.listing().reset(cursor == null ? 0 : cursor.lastUid());
    }
    notice();
    return selected;
  }

  @Override
  public void finish(String folder, FolderCursor cursor, List<AfterStep> steps) {
    SelectedFolder selected = select(folder, cursor);
    if (selected.uidValidity() == cursor.uidValidity()) {
      finished.finish(steps);
    }
  }

  @Override
  public long waiting() {
    return reader.listing().waiting(given);
  }

  @Override
  public boolean awaitNews(Duration atMost) {
    if (notice()) {
      return true;
    }
    if (!connection.can("IDLE")) {
      pause(atMost);
      noop();
    } else if (!idle.await(atMost) && System.nanoTime() - lastNoop > ASK_ANYWAY.toNanos()) {
      noop();
    }
    return notice();
  }

  /** New mail can be announced in the middle of any command. */
  private boolean notice() {
    long announcements = connection.selected().announcements();
    if (announcements == seen) {
      return false;
    }
    seen = announcements;
    reader.listing().expectMore();
    return true;
  }

  private void noop() {
    lastNoop = System.nanoTime();
    connection.run("NOOP", response -> {});
  }

  private void pause(Duration time) {
    try {
      if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new SourceException(SourceFailure.CONNECTION_LOST, "Closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException(SourceFailure.CONNECTION_LOST, "Interrupted", e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    connection.close();
  }
}
