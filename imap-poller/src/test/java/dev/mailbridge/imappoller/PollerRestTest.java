package dev.mailbridge.imappoller;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.mailbridge.contracts.DeadLetter;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailHandlingRule;
import dev.mailbridge.contracts.MailboxStatus;
import dev.mailbridge.imappoller.fixture.PollerBooks;
import dev.mailbridge.imappoller.fixture.PollerTestResource;
import dev.mailbridge.imappoller.fixture.ScriptedImapServer;
import dev.mailbridge.imappoller.fixture.StoredMail;
import dev.mailbridge.imappoller.fixture.TestMailbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PollerTestResource.class)
class PollerRestTest {
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

  private static RequestSpecification operator() {
    // A colon in a path needs no escape (RFC 3986 section 3.3).
    return given().urlEncodingEnabled(false).auth().oauth2(PollerTestResource.OPERATOR_KEY);
  }

  @Test
  void shouldRefuseStrangers() {
    given().get("/api/v1/mailboxes").then().statusCode(401);
    given().body("x").post("/api/v1/messages:parse").then().statusCode(401);
    given().get("/api/v1/content/x").then().statusCode(401);
  }

  @Test
  void shouldShowWhatAMailWouldBecomeAndKeepNothing() {
    operator()
        .contentType("message/rfc822")
        .body(StoredMail.text("dry", "hello").getBytes(StandardCharsets.UTF_8))
        .post("/api/v1/messages:parse")
        .then()
        .statusCode(200)
        .body("messageId", equalTo("<dry@customer.example.com>"))
        .body("text", containsString("hello"))
        .body("rawContent", nullValue())
        .body("conversationKey", notNullValue());
  }

  @Test
  void shouldSayWhatIsMissingWhenAMailboxIsUnknown() {
    operator()
        .get("/api/v1/mailboxes/nobody")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:mail-bridge:problem:mailbox-not-here"));
    operator().get("/api/v1/content/nothing").then().statusCode(404);
  }

  @Test
  void shouldShowPauseResumeAndPublishAgain() {
    // Given
    add(1);
    add(2);
    mailbox.publish();
    List<IncomingMail> first = books.awaitMails(2);
    books.awaitStatus(status -> status.state() == MailboxStatus.State.CONNECTED);

    // Then
    operator()
        .get("/api/v1/mailboxes")
        .then()
        .statusCode(200)
        .body("id", hasItem(mailbox.id().value()));
    byte[] raw =
        operator()
            .get("/api/v1/content/" + first.getFirst().rawContent())
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    assertThat(new String(raw, StandardCharsets.UTF_8)).contains("Subject: mail m");

    // When
    operator().post(path(":pause")).then().statusCode(200).body("state", equalTo("paused"));
    add(3);
    operator()
        .contentType("application/json")
        .body("{\"fromUid\":2}")
        .post(path(":republish"))
        .then()
        .statusCode(200)
        .body("published", equalTo(1));

    // Then
    IncomingMail again =
        books.awaitMails(3).stream().filter(IncomingMail::replayed).findFirst().orElseThrow();
    IncomingMail original =
        first.stream().filter(mail -> mail.uid() == 2).findFirst().orElseThrow();
    assertThat(again.id()).isEqualTo(original.id());
    operator().post(path(":resume")).then().statusCode(200);
    assertThat(books.awaitMails(4)).extracting(IncomingMail::uid).contains(3L);
    operator()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("mail_bridge_poller_published_total"));
  }

  @Test
  void shouldReleaseAHeldMailOnce() {
    // Given
    mailbox.rules(
        new MailHandlingRule(
            "Hold",
            true,
            MailHandlingRule.Match.ALL,
            List.of(),
            List.of(
                new MailHandlingRule.Action("tag", "looked-at", null),
                new MailHandlingRule.Action("quarantine", null, null))));
    add(1);
    mailbox.publish();
    DeadLetter held = books.awaitDeadLetter();
    assertThat(books.mails()).isEmpty();

    // When
    String body =
        "{\"content\":\"%s\",\"folder\":\"INBOX\",\"uidValidity\":7,\"uid\":1,\"project\":\"helpdesk\"}"
            .formatted(held.rawContent());
    String id = release(body, 1);

    // Then
    IncomingMail event = books.awaitMails(1).getFirst();
    assertThat(event.id()).isEqualTo(id);
    assertThat(held.id()).isEqualTo("quarantine-" + id);
    assertThat(event.rawContent()).isEqualTo(held.rawContent());
    assertThat(event.uid()).isEqualTo(1);
    assertThat(event.replayed()).isFalse();
    assertThat(event.tags()).containsExactly("looked-at");
    assertThat(event.ruleActions())
        .extracting(IncomingMail.RuleAction::action)
        .containsExactly("tag");

    // When
    assertThat(release(body, 0)).isEqualTo(id);

    // Then
    assertThat(books.mails()).hasSize(1);
  }

  private String release(String body, int published) {
    return operator()
        .contentType("application/json")
        .body(body)
        .post(path(":release"))
        .then()
        .statusCode(200)
        .body("published", equalTo(published))
        .extract()
        .path("id");
  }

  @Test
  void shouldSayThatThereIsNothingToRelease() {
    operator()
        .contentType("application/json")
        .body("{\"content\":\"x\"}")
        .post("/api/v1/mailboxes/nobody:release")
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:mail-bridge:problem:mailbox-not-here"));
  }

  private String path(String action) {
    return "/api/v1/mailboxes/" + mailbox.id() + action;
  }

  private void add(long uid) {
    server.folder("INBOX").add(StoredMail.of(uid, StoredMail.text("m" + uid, "body " + uid)));
  }
}
