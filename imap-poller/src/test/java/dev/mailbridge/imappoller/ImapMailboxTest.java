package dev.mailbridge.imappoller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.contracts.FirstRead;
import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailboxStatus;
import dev.mailbridge.imappoller.fixture.PollerBooks;
import dev.mailbridge.imappoller.fixture.PollerTestResource;
import dev.mailbridge.imappoller.fixture.ScriptedImapServer;
import dev.mailbridge.imappoller.fixture.StoredMail;
import dev.mailbridge.imappoller.fixture.TestMailbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a mailbox on mail.mailboxes to events that an independent reader sees. */
@QuarkusTest
@QuarkusTestResource(PollerTestResource.class)
class ImapMailboxTest {
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  private final ScriptedImapServer server = new ScriptedImapServer();
  private TestMailbox mailbox;
  private PollerBooks books;

  @BeforeEach
  void open() {
    mailbox = new TestMailbox(kafka, server.port());
    books = new PollerBooks(kafka, mailbox.id());
  }

  @AfterEach
  void close() {
    mailbox.close();
    books.close();
    server.close();
  }

  @Test
  void shouldPublishWhatIsThereAndWhatComesWhenReadFromTheBeginning() {
    // Given
    for (int i = 1; i <= 25; i++) {
      add(i);
    }

    // When
    mailbox.publish();
    List<IncomingMail> first = books.awaitMails(25);
    add(26);
    List<IncomingMail> all = books.awaitMails(26);

    // Then
    assertThat(first).extracting(IncomingMail::uid).doesNotHaveDuplicates().hasSize(25);
    assertThat(all.getLast().messageId()).isEqualTo("<m26@customer.example.com>");
    assertThat(all.getLast().text()).startsWith("body 26");
    assertThat(all.getLast().rawContent()).isNotNull();
    assertThat(all.getLast().uidValidity()).isEqualTo(7);
    assertThat(server.commands("(?i).*(UNSEEN|\\+FLAGS).*")).isEmpty();
    FolderCursor cursor = books.awaitCursor("INBOX", c -> c.lastUid() == 26);
    assertThat(cursor.owed()).isEmpty();
    books.awaitStatus(status -> status.state() == MailboxStatus.State.CONNECTED);
  }

  @Test
  void shouldPublishOnlyWhatComesWhenReadFromNow() {
    // Given
    add(1);
    mailbox.firstRead(FirstRead.NOW).publish();
    books.awaitCursor("INBOX", cursor -> cursor.lastUid() == 1);

    // When
    add(2);

    // Then
    assertThat(books.awaitMails(1)).extracting(IncomingMail::uid).containsExactly(2L);
  }

  @Test
  void shouldFetchNothingOldWhenItStartsAgain() {
    // Given
    add(1);
    mailbox.publish();
    books.awaitMails(1);
    books.awaitStatus(status -> status.state() == MailboxStatus.State.CONNECTED);
    int bodies = server.commands(".*BODY.*").size();

    // When
    mailbox.restart();
    await().until(() -> server.connections() >= 2);
    add(2);

    // Then
    assertThat(books.awaitMails(2)).extracting(IncomingMail::uid).containsExactly(1L, 2L);
    assertThat(server.commands(".*BODY.*")).hasSize(bodies + 1);
  }

  @Test
  void shouldMarkReadOnlyWhatIsCommitted() {
    // Given
    add(301);
    add(302);

    // When
    mailbox.after(AfterProcessing.MARK_READ, null).publish();
    books.awaitMails(2);

    // Then
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                server.folder("INBOX").mails().stream()
                    .allMatch(mail -> mail.flags().contains("\\Seen")));
    assertThat(server.commands("(?i).*FETCH.*BODY.*")).allMatch(c -> c.contains("BODY.PEEK[]"));
    FolderCursor cursor = books.awaitCursor("INBOX", c -> c.lastUid() == 302);
    assertThat(cursor.uidValidity()).isEqualTo(7);
  }

  @Test
  void shouldMoveWhenTheMailboxSaysSo() {
    // Given
    server.folder("Done");
    add(1);

    // When
    mailbox.after(AfterProcessing.MOVE, "Done").publish();
    books.awaitMails(1);

    // Then
    await().atMost(Duration.ofSeconds(10)).until(() -> server.folder("Done").mails().size() == 1);
    assertThat(server.folder("INBOX").mails()).isEmpty();
  }

  private void add(long uid) {
    server.folder("INBOX").add(StoredMail.of(uid, StoredMail.text("m" + uid, "body " + uid)));
  }
}
