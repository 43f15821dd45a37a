package dev.mailbridge.imappoller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailboxStatus;
import dev.mailbridge.imappoller.fixture.CaseMails;
import dev.mailbridge.imappoller.fixture.FakeTokens;
import dev.mailbridge.imappoller.fixture.PollerBooks;
import dev.mailbridge.imappoller.fixture.PollerTestResource;
import dev.mailbridge.imappoller.fixture.ScriptedFolder;
import dev.mailbridge.imappoller.fixture.ScriptedImapServer;
import dev.mailbridge.imappoller.fixture.StoredMail;
import dev.mailbridge.imappoller.fixture.TestMailbox;
import dev.mailbridge.token.TokenFailure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What servers do to a mailbox, from the server to the topics. */
@QuarkusTest
@QuarkusTestResource(PollerTestResource.class)
class HostileMailboxTest {
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Inject FakeTokens tokens;

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

  /** Case 21. */
  @Test
  void shouldNameTheLikelyCausesWhenItIsAuthenticatedButNotConnected() {
    // Given
    AtomicBoolean mended = new AtomicBoolean();
    server.script(
        (command, session) -> {
          if (mended.get() || command.matches("(AUTHENTICATE|CAPABILITY).*")) {
            return false;
          }
          session.line(command.tag() + " BAD User is authenticated but not connected.");
          session.line("* BYE Connection closed. 14");
          session.flush();
          session.socket().close();
          return true;
        });
    add(1);

    // When
    mailbox.publish();
    MailboxStatus status = books.awaitStatus(s -> s.code() != null);
    int connections = server.connections();
    mended.set(true);
    List<IncomingMail> mails = books.awaitMails(1);

    // Then
    assertThat(status.state()).isEqualTo(MailboxStatus.State.FAILING);
    assertThat(status.code()).isEqualTo("MAILBOX_NOT_CONNECTED");
    assertThat(status.remedy()).contains("Full Access", "throttled");
    assertThat(connections).isEqualTo(1);
    assertThat(mails).hasSize(1);
    assertThat(tokens.refreshes(mailbox.id())).isZero();
    books.awaitStatus(s -> s.state() == MailboxStatus.State.CONNECTED);
  }

  @Test
  void shouldAskForAFreshTokenOnceWhenTheServerRefusesOne() {
    // Given
    server.script(
        (command, session) -> {
          if (!command.matches("AUTHENTICATE .*")) {
            return false;
          }
          session.line(command.tag() + " NO AUTHENTICATE failed.");
          return true;
        });

    // When
    mailbox.publish();
    MailboxStatus status = books.awaitStatus(s -> s.code() != null);

    // Then
    assertThat(status.code()).isEqualTo("TOKEN_REFUSED");
    assertThat(tokens.refreshes(mailbox.id())).isEqualTo(1);
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void shouldSayWhatToDoWhenThereIsNoToken() {
    tokens.answer(
        mailbox.id(),
        new TokenFailure(
            TokenFailure.Code.SIGN_IN_AGAIN, "Sign the mailbox in again.", null, "t-1", null));
    mailbox.publish();

    MailboxStatus status = books.awaitStatus(s -> s.code() != null);
    assertThat(status.state()).isEqualTo(MailboxStatus.State.SIGN_IN_NEEDED);
    assertThat(status.remedy()).isEqualTo("Sign the mailbox in again.");
    assertThat(server.connections()).isZero();
  }

  /** Case 22, all runs one after the other. */
  @Test
  void shouldNoticeMailAfterIdleEndsInAnyWay() {
    // Given
    add(1);
    mailbox.publish();
    books.awaitMails(1);

    // When
    server.script(once("blackhole"));
    await().atMost(Duration.ofSeconds(15)).until(() -> !server.commands("BLACKHOLED").isEmpty());
    add(102);

    // Then
    books.awaitMails(2);

    // When
    server.dropAll();
    add(103);
    books.awaitMails(3);
    server.script(
        (command, session) -> {
          if (!command.matches("IDLE")) {
            return false;
          }
          session.line("* BYE Server shutting down");
          session.flush();
          session.socket().close();
          return true;
        });
    server.dropAll();
    add(104);

    // Then
    assertThat(books.awaitMails(4))
        .extracting(IncomingMail::uid)
        .containsExactlyInAnyOrder(1L, 102L, 103L, 104L);
  }

  private ScriptedImapServer.Script once(String marker) {
    AtomicBoolean done = new AtomicBoolean();
    return (command, session) -> {
      if (!command.matches("IDLE") || !done.compareAndSet(false, true)) {
        return false;
      }
      session.line("+ IDLE accepted, awaiting DONE command.");
      session.flush();
      server.note(marker.toUpperCase(java.util.Locale.ROOT) + "D");
      while (session.read() != null) {}
      throw new IOException("ended");
    };
  }

  /** Case 23. */
  @Test
  void shouldPublishNothingTwiceWhenUidsStartAnew() {
    // Given
    ScriptedFolder inbox = server.folder("INBOX");
    inbox.uidValidity(1_700_000_001L);
    addAs(1001, "m1");
    addAs(1002, "m2");
    addAs(1003, "m3");
    mailbox.publish();
    books.awaitMails(3);

    // When
    inbox.clear();
    inbox.uidValidity(4_294_967_295L);
    addAs(1, "m1");
    addAs(2, "m3");
    addAs(3, "m2");
    addAs(4, "m4");
    mailbox.restart();
    FolderCursor after =
        books.awaitCursor("INBOX", c -> c.uidValidity() == 4_294_967_295L && c.lastUid() == 4);
    inbox.uidValidity(null);
    mailbox.restart();
    books.awaitCursor("INBOX", c -> c.uidValidity() == 0 && c.lastUid() == 4);
    addAs(5, "m5");

    // Then
    assertThat(books.awaitMails(5))
        .extracting(IncomingMail::messageId)
        .containsExactlyInAnyOrder(
            "<m1@customer.example.com>",
            "<m2@customer.example.com>",
            "<m3@customer.example.com>",
            "<m4@customer.example.com>",
            "<m5@customer.example.com>");
    assertThat(after.owed()).isEmpty();
  }

  @Test
  void shouldNotPublishAgainWhatIsMovedToAnotherFolder() {
    // Given
    server.folder("Second");
    add(1);
    mailbox.folders("INBOX", "Second").publish();
    books.awaitMails(1);

    // When
    server.folder("INBOX").remove(1);
    server.folder("Second").add(StoredMail.of(77, StoredMail.text("m1", "body m1")));
    server.folder("Second").add(StoredMail.of(78, StoredMail.text("m2", "body m2")));

    // Then
    assertThat(books.awaitMails(2))
        .extracting(IncomingMail::messageId)
        .containsExactlyInAnyOrder("<m1@customer.example.com>", "<m2@customer.example.com>");
  }

  /** Case 24, to the topics. */
  @Test
  void shouldPublishADeadLetterForAMailThatCanNotBeFetched() {
    // Given
    server.script(
        (command, session) -> {
          if (!command.matches("UID FETCH .*BODY.*")) {
            return false;
          }
          session.line(command.tag() + " NO FETCH Server error while fetching messages");
          return true;
        });
    add(105);

    // When
    mailbox.publish();

    // Then
    assertThat(books.awaitDeadLetter())
        .satisfies(
            letter -> {
              assertThat(letter.uid()).isEqualTo(105);
              assertThat(letter.uidValidity()).isEqualTo(7);
              assertThat(letter.source()).isEqualTo("INBOX");
              assertThat(letter.reason()).isEqualTo("FETCH_NO");
              assertThat(letter.remedy()).isNotBlank();
            });
    assertThat(books.awaitCursor("INBOX", c -> c.lastUid() == 105).owed()).containsExactly(105L);
  }

  /** Case 16: two mails of a device, with neither Message-ID nor anything else of their own. */
  @Test
  void shouldTellMailsWithoutMessageIdApartByTheirOctets() {
    // Given
    ScriptedFolder inbox = server.folder("INBOX");
    inbox.add(CaseMails.stored(1, "16-no-message-id/input.eml"));
    inbox.add(CaseMails.stored(2, "16-no-message-id/input-2.eml"));
    mailbox.publish();
    List<IncomingMail> mails = books.awaitMails(2);

    // When
    mailbox.restart();
    inbox.clear();
    inbox.uidValidity(8L);
    inbox.add(CaseMails.stored(11, "16-no-message-id/input.eml"));
    inbox.add(CaseMails.stored(12, "16-no-message-id/input-2.eml"));
    mailbox.restart();
    books.awaitCursor("INBOX", c -> c.uidValidity() == 8 && c.lastUid() == 12);
    addAs(13, "m13");

    // Then
    assertThat(books.awaitMails(3)).hasSize(3);
    assertThat(mails)
        .extracting(mail -> mail.text().strip())
        .containsExactlyInAnyOrder("page one", "page two");
    assertThat(mails)
        .extracting(IncomingMail::messageId)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("<[0-9a-f]+@.+>"));
  }

  private void add(long uid) {
    addAs(uid, "m" + uid);
  }

  private void addAs(long uid, String id) {
    server.folder("INBOX").add(StoredMail.of(uid, StoredMail.text(id, "body " + id)));
  }
}
