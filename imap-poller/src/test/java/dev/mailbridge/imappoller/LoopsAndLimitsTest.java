package dev.mailbridge.imappoller;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.MailHandlingRule;
import dev.mailbridge.contracts.MailboxStatus;
import dev.mailbridge.contracts.OutgoingId;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.TicketMessageId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.imappoller.fixture.CaseMails;
import dev.mailbridge.imappoller.fixture.FakeTokens;
import dev.mailbridge.imappoller.fixture.PollerBooks;
import dev.mailbridge.imappoller.fixture.PollerTestResource;
import dev.mailbridge.imappoller.fixture.ScriptedImapServer;
import dev.mailbridge.imappoller.fixture.StoredMail;
import dev.mailbridge.imappoller.fixture.TestMailbox;
import dev.mailbridge.testkit.TopicReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Machines that answer each other, and people who stop a mailbox. */
@QuarkusTest
@QuarkusTestResource(PollerTestResource.class)
class LoopsAndLimitsTest {
  private static final ProjectId HELPDESK = ProjectId.of("helpdesk");

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  private final ScriptedImapServer server = new ScriptedImapServer();
  private TestMailbox mailbox;
  private PollerBooks books;
  private TopicReader outgoing;

  @BeforeEach
  void open() {
    mailbox = new TestMailbox(kafka, server.port());
    books = new PollerBooks(kafka, mailbox.id());
    outgoing = TopicReader.fromNow(kafka, Topics.outgoing(HELPDESK));
  }

  @AfterEach
  void close() {
    mailbox.close();
    books.close();
    outgoing.close();
    server.close();
  }

  /** Case 18. */
  @Test
  void shouldAcknowledgeAPersonAndNoMachine() {
    // Given
    server.folder("INBOX").add(CaseMails.stored(1, "18-auto-reply-loop/input.eml"));
    server.folder("INBOX").add(CaseMails.stored(2, "18-auto-reply-loop/input-2.eml"));

    // When
    mailbox.sends().rules(acknowledge()).publish();
    List<IncomingMail> mails = books.awaitMails(2);

    // Then
    assertThat(acknowledgements(1))
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.inReplyTo()).containsExactly("<c18b@customer.example.com>");
              assertThat(mail.to().getFirst().address()).isEqualTo("ann@customer.example.com");
            });
    assertThat(mails)
        .filteredOn(mail -> mail.messageId().equals("<c18@customer.example.com>"))
        .singleElement()
        .satisfies(mail -> assertThat(mail.kind().code()).isEqualTo("auto-reply"));
  }

  /** Case 18, must hold 3, over a change of the reader. */
  @Test
  void shouldAnswerASenderFiveTimesInTenMinutesAndNotMore() {
    // Given
    mailbox.sends().rules(acknowledge()).publish();
    for (int uid = 1; uid <= 4; uid++) {
      add(uid, "m" + uid);
    }
    books.awaitMails(4);

    // When
    mailbox.restart();
    for (int uid = 5; uid <= 8; uid++) {
      add(uid, "m" + uid);
    }
    books.awaitMails(8);

    // Then
    assertThat(acknowledgements(5)).hasSize(5);
  }

  @Test
  void shouldSayThatAMailOfOursCameBackAndNotAnswerIt() {
    // Given
    String own =
        TicketMessageId.issue(
            HELPDESK, "4711", OutgoingId.of("o-1"), FakeTokens.KEY, "example.com");
    String raw = StoredMail.text("m1", "body").replace("<m1@customer.example.com>", own);
    server.folder("INBOX").add(StoredMail.of(1, raw));
    add(2, "m2");

    // When
    mailbox.sends().rules(acknowledge()).publish();
    List<IncomingMail> mails = books.awaitMails(2);

    // Then
    assertThat(mails)
        .filteredOn(mail -> mail.messageId().equals(own))
        .singleElement()
        .satisfies(
            mail ->
                assertThat(mail.defects())
                    .extracting(IncomingMail.Defect::code)
                    .contains("own-mail"));
    assertThat(acknowledgements(1))
        .extracting(OutgoingMail::inReplyTo)
        .containsExactly(List.of("<m2@customer.example.com>"));
  }

  @Test
  void shouldSayThatMachinesAnswerEachOtherByTheirNumber() {
    // Given
    for (int uid = 1; uid <= 12; uid++) {
      String raw =
          StoredMail.text("m" + uid, "out of office")
              .replace("Subject:", "Auto-Submitted: auto-replied\nSubject:");
      server.folder("INBOX").add(StoredMail.of(uid, raw));
    }

    // When
    mailbox.publish();
    List<IncomingMail> mails = books.awaitMails(12);

    // Then
    assertThat(mails)
        .filteredOn(
            mail -> mail.defects().stream().anyMatch(defect -> defect.code().equals("loop")))
        .hasSize(2);
  }

  @Test
  void shouldStayPausedWhenTheReaderIsStartedAnew() {
    // Given
    add(1, "m1");
    mailbox.publish();
    books.awaitMails(1);
    operator().post(path(":pause")).then().statusCode(200).body("state", equalTo("paused"));

    // When
    mailbox.restart();
    add(2, "m2");
    books.awaitStatus(status -> status.state() == MailboxStatus.State.PAUSED);

    // Then
    operator().get(path("")).then().body("state", equalTo("paused"));
    assertThat(books.mails()).hasSize(1);
    operator().post(path(":resume")).then().statusCode(200);
    assertThat(books.awaitMails(2)).hasSize(2);
  }

  private static MailHandlingRule acknowledge() {
    return new MailHandlingRule(
        "Thank",
        true,
        MailHandlingRule.Match.ALL,
        List.of(),
        List.of(new MailHandlingRule.Action("acknowledge", "Thank you.", null)));
  }

  private List<OutgoingMail> acknowledgements(int count) {
    return outgoing
        .await(count, Duration.ofSeconds(20), record -> mailbox.id().value().equals(record.key()))
        .stream()
        .map(record -> ContractJson.read(record.value(), OutgoingMail.class))
        .toList();
  }

  private io.restassured.specification.RequestSpecification operator() {
    return given()
        .urlEncodingEnabled(false)
        .header("Authorization", "Bearer " + PollerTestResource.OPERATOR_KEY);
  }

  private String path(String action) {
    return "/api/v1/mailboxes/" + mailbox.id() + action;
  }

  private void add(long uid, String id) {
    server.folder("INBOX").add(StoredMail.of(uid, StoredMail.text(id, "body " + id)));
  }
}
