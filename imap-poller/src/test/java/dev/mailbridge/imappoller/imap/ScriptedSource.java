package dev.mailbridge.imappoller.imap;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.imappoller.fixture.FakeTokens;
import dev.mailbridge.imappoller.fixture.ScriptedImapServer;
import dev.mailbridge.imappoller.fixture.TestMailbox;
import dev.mailbridge.imappoller.net.Endpoint;
import dev.mailbridge.imappoller.source.FetchBudget;
import dev.mailbridge.imappoller.source.FolderBatch;
import dev.mailbridge.imappoller.source.ReadMemory;
import dev.mailbridge.imappoller.source.SourceItem;
import dev.mailbridge.testkit.MutableClock;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenPurpose;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An IMAP source on a scripted server, without Kafka. */
final class ScriptedSource implements AutoCloseable {
  final MutableClock clock = new MutableClock(Instant.parse("2026-03-03T08:00:00Z"));
  final ReadMemory memory = new ReadMemory(clock, id -> false);
  private final ScriptedImapServer server;
  private final TestMailbox mailbox;
  private final Path spool;
  private ImapSource source;
  private FolderCursor cursor;

  ScriptedSource(ScriptedImapServer server, Path spool) {
    this.server = server;
    this.spool = spool;
    this.mailbox = new TestMailbox("nowhere", server.port());
  }

  ImapSource open() {
    ImapConnection connection =
        ImapConnection.open(
            new Endpoint("localhost", server.port(), ConnectionSecurity.NONE),
            null,
            new ImapTimes(
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofMinutes(9),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1)),
            (AccessToken) new FakeTokens().token(mailbox.id(), TokenPurpose.IMAP));
    source =
        new ImapSource(
            connection,
            new FolderStart(connection, mailbox.definition(), clock),
            new FolderReader(
                connection,
                new BatchLimits(50, 1 << 20, 1 << 20, 100 << 20, spool),
                memory,
                new FetchBudget(64 << 20)));
    return source;
  }

  /** All that is new, from where the last call ended. */
  List<SourceItem> drain(String folder) {
    List<SourceItem> items = new ArrayList<>();
    Optional<FolderBatch> batch = source.next(folder, cursor);
    while (batch.isPresent()) {
      items.addAll(batch.get().items());
      batch.get().permit().close();
      cursor = batch.get().next();
      batch = source.next(folder, cursor);
    }
    return items;
  }

  FolderCursor cursor() {
    return cursor;
  }

  void goBack() {
    cursor = null;
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
    }
  }
}
