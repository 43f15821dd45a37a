package dev.mailbridge.imappoller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.contracts.FirstRead;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.imappoller.fixture.PollerBooks;
import dev.mailbridge.imappoller.fixture.PollerTestResource;
import dev.mailbridge.imappoller.fixture.ScriptedPop3Server;
import dev.mailbridge.imappoller.fixture.StoredMail;
import dev.mailbridge.imappoller.fixture.TestMailbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PollerTestResource.class)
class Pop3MailboxTest {
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  private final ScriptedPop3Server server = new ScriptedPop3Server();
  private TestMailbox mailbox;
  private PollerBooks books;

  @BeforeEach
  void open() {
    mailbox = new TestMailbox(kafka, server.port(), Protocol.POP3);
    books = new PollerBooks(kafka, mailbox.id());
  }

  @AfterEach
  void close() {
    mailbox.close();
    books.close();
    server.close();
  }

  @Test
  void shouldPublishEachMailOnceOverManySessionsAndARestart() {
    // Given
    add("a");
    add("b");
    mailbox.publish();
    books.awaitMails(2);

    // When
    mailbox.restart();
    add("c");
    books.awaitMails(3);

    // Then
    assertThat(books.mails())
        .extracting(IncomingMail::sourceId)
        .containsExactlyInAnyOrder("a", "b", "c");
    assertThat(books.mails()).allMatch(mail -> mail.uid() == null && mail.uidValidity() == null);
  }

  @Test
  void shouldLeaveAloneWhatWasThereWhenReadFromNow() {
    // Given
    add("old");
    mailbox.firstRead(FirstRead.NOW).publish();
    books.awaitCursor("INBOX", cursor -> true);

    // When
    add("new");

    // Then
    assertThat(books.awaitMails(1)).extracting(IncomingMail::sourceId).containsExactly("new");
    mailbox.restart();
    add("newer");
    assertThat(books.awaitMails(2))
        .extracting(IncomingMail::sourceId)
        .containsExactlyInAnyOrder("new", "newer");
  }

  @Test
  void shouldDeleteWhatIsCommittedWhenTheMailboxSaysSo() {
    add("a");
    mailbox.after(AfterProcessing.DELETE, null).publish();

    assertThat(books.awaitMails(1)).hasSize(1);
    await().atMost(Duration.ofSeconds(10)).until(() -> server.mails().isEmpty());
  }

  private void add(String uidl) {
    server.add(uidl, StoredMail.text("m-" + uidl, "body " + uidl + "\n.dot"));
  }
}
