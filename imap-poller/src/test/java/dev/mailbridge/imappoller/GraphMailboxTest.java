package dev.mailbridge.imappoller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.contracts.FolderCursor;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailboxStatus;
import dev.mailbridge.contracts.Protocol;
import dev.mailbridge.imappoller.fixture.FakeTokens;
import dev.mailbridge.imappoller.fixture.PollerBooks;
import dev.mailbridge.imappoller.fixture.PollerTestResource;
import dev.mailbridge.imappoller.fixture.SimulatorTokens;
import dev.mailbridge.imappoller.fixture.StoredMail;
import dev.mailbridge.imappoller.fixture.TestMailbox;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.fault.Fault;
import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.testkit.SimulatorTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From Graph to the topics. */
@QuarkusTest
@QuarkusTestResource(PollerTestResource.class)
@QuarkusTestResource(SimulatorTestResource.class)
class GraphMailboxTest {
  private static final String USER = SeedDirectory.HELPDESK;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Inject FakeTokens tokens;

  Simulator simulator;

  private TestMailbox mailbox;
  private PollerBooks books;

  @BeforeEach
  void open() {
    simulator.store().delete(USER);
    simulator.store().mailboxOrNew(USER);
    mailbox = new TestMailbox(kafka, 0, Protocol.GRAPH).address(USER);
    tokens.answer(mailbox.id(), SimulatorTokens.of(simulator, Protocol.GRAPH, USER));
    books = new PollerBooks(kafka, mailbox.id());
  }

  @AfterEach
  void close() {
    simulator.faults().clear();
    mailbox.close();
    books.close();
  }

  @Test
  void shouldPublishEachMailOnceOverARestartAndALostLink() {
    // Given
    for (int i = 1; i <= 25; i++) {
      deliver("m" + i);
    }
    mailbox.publish();
    books.awaitMails(25);
    FolderCursor before = books.awaitCursor("INBOX", c -> c.deltaLink().contains("deltatoken"));

    // When
    simulator.apply(Fault.of(FaultKind.SYNC_STATE_LOST));
    mailbox.restart();
    books.awaitCursor(
        "INBOX", c -> c.lastUid() > before.lastUid() && !c.deltaLink().contains("token"));
    simulator.faults().clear();
    deliver("m26");

    // Then
    assertThat(books.awaitMails(26))
        .extracting(IncomingMail::messageId)
        .doesNotHaveDuplicates()
        .contains("<m26@customer.example.com>");
    assertThat(books.mails())
        .allMatch(mail -> mail.uid() == null && mail.sourceId() != null && mail.text() != null);
  }

  @Test
  void shouldMoveWhatIsCommittedAndNotPublishItAgainFromThere() {
    // Given
    simulator.store().mailboxOrNew(USER).createFolder("Done");
    deliver("m1");

    // When
    mailbox.folders("INBOX", "Done").after(AfterProcessing.MOVE, "Done").publish();
    books.awaitMails(1);
    await().atMost(Duration.ofSeconds(20)).until(() -> simulator.mails(USER, "Done").size() == 1);
    deliver("m2");

    // Then
    assertThat(books.awaitMails(2))
        .extracting(IncomingMail::messageId)
        .containsExactly("<m1@customer.example.com>", "<m2@customer.example.com>");
  }

  @Test
  void shouldShowThatGraphThrottles() {
    // Given
    simulator.apply(Fault.of(FaultKind.GRAPH_THROTTLED));
    deliver("m1");

    // When
    mailbox.publish();
    MailboxStatus status = books.awaitStatus(s -> s.code() != null);
    simulator.faults().clear();
    mailbox.restart();

    // Then
    assertThat(status.state()).isEqualTo(MailboxStatus.State.THROTTLED);
    assertThat(books.awaitMails(1)).hasSize(1);
  }

  private void deliver(String id) {
    simulator.deliver(USER, StoredMail.of(1, StoredMail.text(id, "body " + id)).raw());
  }
}
