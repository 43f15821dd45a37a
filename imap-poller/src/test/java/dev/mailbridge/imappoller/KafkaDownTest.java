package dev.mailbridge.imappoller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.contracts.AfterProcessing;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.imappoller.fixture.OwnBrokerResource;
import dev.mailbridge.imappoller.fixture.PollerBooks;
import dev.mailbridge.imappoller.fixture.ScriptedImapServer;
import dev.mailbridge.imappoller.fixture.StoredMail;
import dev.mailbridge.imappoller.fixture.TestMailbox;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Case 25: Kafka is away while a mail is fetched. */
@QuarkusTest
@TestProfile(KafkaDownTest.OwnBroker.class)
class KafkaDownTest {
  private static final Duration LONG = Duration.ofSeconds(90);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  private final ScriptedImapServer server = new ScriptedImapServer();

  /** A broker that a test may kill. */
  public static final class OwnBroker implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(OwnBrokerResource.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void shouldPublishOnceAndMarkOnlyThenWhenKafkaIsBack() throws Exception {
    try (TestMailbox mailbox = new TestMailbox(kafka, server.port())) {
      // Given
      StoredMail seen = StoredMail.of(301, StoredMail.text("m301", "body"));
      StoredMail unseen = StoredMail.of(302, StoredMail.text("m302", "body"));
      seen.flags().add("\\Seen");
      server.folder("INBOX").add(seen);
      try (PollerBooks books = new PollerBooks(kafka, mailbox.id())) {
        mailbox.after(AfterProcessing.MARK_READ, null).publish();
        books.awaitMails(1);
      }

      // When
      OwnBrokerResource.kill();
      server.folder("INBOX").add(unseen);
      await().atMost(LONG).until(() -> !server.commands("UID FETCH 302 .*BODY.*").isEmpty());

      // Then
      assertThat(server.commands("UID STORE .*302.*")).isEmpty();

      // When
      OwnBrokerResource.startAgain();

      // Then
      await().atMost(LONG).until(() -> unseen.flags().contains("\\Seen"));
      try (PollerBooks all = PollerBooks.fromBeginning(kafka, mailbox.id())) {
        assertThat(all.awaitMails(2))
            .extracting(IncomingMail::messageId)
            .containsExactlyInAnyOrder(
                "<m301@customer.example.com>", "<m302@customer.example.com>");
      }
      assertThat(server.commands("(?i).*(UNSEEN|BODY\\[).*")).isEmpty();
    }
  }
}
