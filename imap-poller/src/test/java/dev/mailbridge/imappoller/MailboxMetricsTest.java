package dev.mailbridge.imappoller;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.imappoller.fixture.PollerBooks;
import dev.mailbridge.imappoller.fixture.PollerTestResource;
import dev.mailbridge.imappoller.fixture.ScriptedImapServer;
import dev.mailbridge.imappoller.fixture.StoredMail;
import dev.mailbridge.imappoller.fixture.TestMailbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a scrape of a running poller shows; alerts and dashboards in deploy/ use these names. */
@QuarkusTest
@QuarkusTestResource(PollerTestResource.class)
class MailboxMetricsTest {
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  private final ScriptedImapServer server = new ScriptedImapServer();
  private final CountDownLatch mended = new CountDownLatch(1);
  private TestMailbox mailbox;
  private PollerBooks books;

  @BeforeEach
  void open() {
    mailbox = new TestMailbox(kafka, server.port());
    books = new PollerBooks(kafka, mailbox.id());
  }

  @AfterEach
  void close() {
    mended.countDown();
    mailbox.close();
    books.close();
    server.close();
  }

  @Test
  void shouldShowLagTimesAndReconnectsOfAMailbox() {
    // Given
    server.folder("INBOX").add(StoredMail.of(1, StoredMail.text("m1", "body")));
    mailbox.publish();
    books.awaitMails(1);

    // When
    server.dropAll();
    server.folder("INBOX").add(StoredMail.of(2, StoredMail.text("m2", "body")));
    books.awaitMails(2);

    // Then
    await().atMost(Duration.ofSeconds(20)).until(() -> value("mail_bridge_lag_mails") == 0);
    assertThat(value("mail_bridge_lag_seconds")).isZero();
    assertThat(value("mail_bridge_published_total")).isEqualTo(2);
    assertThat(value("mail_bridge_reconnects_total")).isPositive();
    assertThat(value("mail_bridge_fetch_duration_seconds_count")).isPositive();
    assertThat(value("mail_bridge_fetch_duration_seconds_sum")).isPositive();
    assertThat(value("mail_bridge_publish_duration_seconds_count")).isPositive();
    assertThat(value("mail_bridge_publish_duration_seconds_sum")).isPositive();
  }

  @Test
  void shouldShowZeroBeforeAnythingWasRead() {
    // Given
    server.script(
        (command, session) -> {
          if (command.matches("SELECT .*")) {
            mendedAwait();
          }
          return false;
        });

    // When
    mailbox.publish();

    // Then
    await().atMost(Duration.ofSeconds(20)).until(() -> find("mail_bridge_lag_seconds").isPresent());
    assertThat(value("mail_bridge_lag_seconds")).isZero();
    assertThat(value("mail_bridge_lag_mails")).isZero();
  }

  @Test
  void shouldCountWhatWaitsWhileTheServerIsSlow() {
    // Given
    for (int uid = 1; uid <= 25; uid++) {
      server.folder("INBOX").add(StoredMail.of(uid, StoredMail.text("m" + uid, "body")));
    }
    server.script(
        (command, session) -> {
          if (command.matches("UID FETCH 11:20 .*BODY.*")) {
            mendedAwait();
          }
          return false;
        });

    // When
    mailbox.publish();
    books.awaitMails(10);

    // Then
    await().atMost(Duration.ofSeconds(20)).until(() -> value("mail_bridge_lag_mails") == 15);

    // When
    mended.countDown();

    // Then
    books.awaitMails(25);
    await().atMost(Duration.ofSeconds(20)).until(() -> value("mail_bridge_lag_mails") == 0);
  }

  private void mendedAwait() {
    try {
      mended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private double value(String metric) {
    return find(metric).orElse(Double.NaN);
  }

  private OptionalDouble find(String metric) {
    String labels = "{mailbox=\"%s\",project=\"helpdesk\"}".formatted(mailbox.id());
    return given()
        .header("Authorization", "Bearer " + PollerTestResource.OPERATOR_KEY)
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .extract()
        .asString()
        .lines()
        .filter(line -> line.startsWith(metric + labels))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst();
  }
}
