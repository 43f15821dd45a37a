package dev.mailbridge.smtpsender.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.mailbridge.contracts.Bounce;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.smtpsender.fixture.HelpDesk;
import dev.mailbridge.smtpsender.fixture.ReceivedMail;
import dev.mailbridge.smtpsender.fixture.ScriptedSmtpServer;
import dev.mailbridge.smtpsender.fixture.SenderTestProfile;
import dev.mailbridge.smtpsender.fixture.SmtpScript;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import dev.mailbridge.testkit.SimulatorTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens beside the plain way: REST, bounces, pauses, a crash. */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(SimulatorTestResource.class)
@TestProfile(SenderTestProfile.class)
@TestSecurity(user = "operator", roles = "operator")
class AfterwardsTest {
  private static final String MESSAGES = "/api/v1/messages";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Inject DataSource database;

  private ScriptedSmtpServer server;
  private HelpDesk helpDesk;

  @BeforeEach
  void open() {
    server = ScriptedSmtpServer.start(new SmtpScript() {});
    helpDesk = HelpDesk.open(bootstrapServers);
  }

  @AfterEach
  void close() {
    helpDesk.close();
    server.close();
  }

  @Test
  void shouldSendOnceWhenPostedTwice() {
    // Given
    OutgoingMail mail = helpDesk.reply(known(helpDesk.defineMailbox(server.port())), "T-1");

    // When
    post(mail).statusCode(202).body("state", equalTo("accepted"));
    post(mail).statusCode(200);
    post(helpDesk.withSubject(mail, "Other"))
        .statusCode(409)
        .body("detail", containsString("new id"));

    // Then
    helpDesk.reports(mail, 2);
    given()
        .get(MESSAGES + "/" + mail.id())
        .then()
        .statusCode(200)
        .body("state", equalTo("sent"))
        .body("history.event", hasItem("attempt"))
        .body("history[0].smtpReply.code", equalTo(250));
    assertThat(server.queued()).hasSize(1);
  }

  @Test
  void shouldNameTheFieldWhenPostedMailInjectsAHeader() {
    // Given
    OutgoingMail mail = helpDesk.reply(known(helpDesk.defineMailbox(server.port())), "T-2");

    // When / Then
    post(helpDesk.withSubject(mail, "Hi\r\nBcc: evil@example.net"))
        .statusCode(422)
        .body("detail", containsString("/subject"));
    assertThat(helpDesk.reports(mail, 1).getFirst().reason()).isEqualTo("INVALID");
    assertThat(server.commands()).isEmpty();
  }

  @Test
  void shouldCancelWhenMailStillWaits() {
    // Given
    OutgoingMail mail =
        helpDesk.later(
            helpDesk.reply(known(helpDesk.defineMailbox(server.port())), "T-3"),
            Instant.now().plusSeconds(3_600));
    post(mail).statusCode(202);

    // When
    given().post(MESSAGES + "/" + mail.id() + ":cancel").then().statusCode(200);

    // Then
    assertThat(helpDesk.reports(mail, 2).getLast().state()).isEqualTo(DeliveryState.CANCELLED);
    given().post(MESSAGES + "/" + mail.id() + ":cancel").then().statusCode(409);
  }

  @Test
  void shouldReportBounceWhenMailComesBack() {
    // Given
    OutgoingMail mail = helpDesk.reply(helpDesk.defineMailbox(server.port()), "T-4");
    helpDesk.send(mail);
    helpDesk.reports(mail, 2);

    // When
    Bounce bounce =
        new Bounce(
            mail.id(),
            mail.mailboxId(),
            ProjectId.of("helpdesk"),
            "in-1",
            new Bounce.Report(
                true,
                List.of(
                    new Bounce.Recipient(
                        "Customer@customer.example", "failed", "5.1.1", "User unknown")),
                null,
                List.of()),
            Instant.now());
    helpDesk.produce(Topics.BOUNCES, mail.id().value(), Bounce.TYPE, bounce);

    // Then
    DeliveryReport report = helpDesk.reports(mail, 3).getLast();
    assertThat(report.state()).isEqualTo(DeliveryState.BOUNCED);
    assertThat(report.recipients().getFirst().smtpReply().enhancedCode()).isEqualTo("5.1.1");
  }

  @Test
  void shouldKeepTheQueueAndResumeWhenSmtpAuthIsAllowedAgain() {
    // Given
    server.follow(
        new SmtpScript() {
          @Override
          public String auth(String decoded) {
            return "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled"
                + " for the Tenant.";
          }
        });
    String mailbox = known(helpDesk.defineMailbox(server.port()));
    OutgoingMail mail = helpDesk.reply(mailbox, "T-5");
    helpDesk.send(mail);
    DeliveryReport paused = helpDesk.reports(mail, 2).getLast();

    // When
    server.follow(new SmtpScript() {});
    given().post("/api/v1/mailboxes/" + mailbox + ":resume").then().statusCode(200);

    // Then
    assertThat(paused.state()).isEqualTo(DeliveryState.PAUSED);
    assertThat(paused.reason()).isEqualTo("SMTP_AUTH_DISABLED");
    assertThat(helpDesk.reports(mail, 3).getLast().state()).isEqualTo(DeliveryState.SENT);
  }

  @Test
  void shouldSendTheOthersWhenOneSenderIsDenied() {
    // Given
    server.follow(
        new SmtpScript() {
          @Override
          public String dot(ReceivedMail received, int mail) {
            return received.text().contains("T-denied")
                ? "554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException."
                    + "MapiExceptionSendAsDenied; Failed to process message"
                : "250 2.0.0 OK";
          }
        });
    String mailbox = helpDesk.defineMailbox(server.port());
    OutgoingMail denied = helpDesk.withSubject(helpDesk.reply(mailbox, "T-6"), "T-denied");
    OutgoingMail next = helpDesk.reply(mailbox, "T-7");

    // When
    helpDesk.send(denied);
    helpDesk.send(next);

    // Then
    DeliveryReport report = helpDesk.reports(denied, 2).getLast();
    assertThat(report.reason()).isEqualTo("SEND_AS_DENIED");
    assertThat(report.smtpReply().code()).isEqualTo(554);
    assertThat(report.attempt()).isEqualTo(1);
    assertThat(helpDesk.reports(next, 2).getLast().state()).isEqualTo(DeliveryState.SENT);
  }

  @Test
  void shouldHoldWhenProcessDiedWhileItSent() throws SQLException {
    // Given
    String mailbox = known(helpDesk.defineMailbox(server.port()));
    OutgoingMail mail =
        helpDesk.later(helpDesk.reply(mailbox, "T-8"), Instant.now().plusSeconds(3_600));
    post(mail).statusCode(202);

    // When: as a killed process leaves it
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update outgoing_mail set state = 'SENDING', attempts = 1, message_id = '<x@y>'"
                    + " where id = ?")) {
      update.setString(1, mail.id().value());
      update.executeUpdate();
    }
    // A process that takes the mailbox anew looks for what was left behind; so does this one.
    helpDesk.define(HelpDesk.mailbox(mailbox, "helpdesk", server.port(), 2, null, null));

    // Then
    List<DeliveryReport> reports = helpDesk.reports(mail, 3);
    assertThat(reports.get(1).state()).isEqualTo(DeliveryState.UNCERTAIN);
    assertThat(reports.get(1).reason()).isEqualTo("SENDER_STOPPED");
    assertThat(reports.get(2).reason()).isEqualTo("UNDECIDED");
    assertThat(server.queued()).isEmpty();
    given().post(MESSAGES + "/" + mail.id() + ":confirm-sent").then().statusCode(200);
    assertThat(helpDesk.reports(mail, 4).getLast().state()).isEqualTo(DeliveryState.SENT);
  }

  /** A colon in a path needs no escape (RFC 3986 section 3.3). */
  private static RequestSpecification given() {
    return RestAssured.given().urlEncodingEnabled(false);
  }

  @Test
  void shouldShowWhatWasSaidWithoutSecretsWhenAnAttemptFails() {
    // Given
    server.follow(
        new SmtpScript() {
          @Override
          public String dot(ReceivedMail received, int mail) {
            return "550 5.7.1 Not with us";
          }
        });
    OutgoingMail mail =
        helpDesk.withSubject(
            helpDesk.reply(helpDesk.defineMailbox(server.port()), "T-9"), "Wörter");
    helpDesk.send(mail);

    // When
    helpDesk.reports(mail, 2);

    // Then
    given()
        .get(MESSAGES + "/" + mail.id())
        .then()
        .statusCode(200)
        .body("subject", equalTo("Wörter"))
        .body("conversation", containsString("S: 550 5.7.1 Not with us"))
        .body("conversation", containsString("C: AUTH XOAUTH2 ***"))
        .body("history[0].conversation", containsString("C: MAIL FROM:<desk@contoso.example>"));
    given()
        .get(MESSAGES + "?search=" + mail.id().value().substring(5, 20))
        .then()
        .body("messages", hasSize(1))
        .body("messages[0].id", equalTo(mail.id().value()));
  }

  @Test
  @TestSecurity(user = "config-service", roles = "config-service")
  void shouldNameThePersonWhenTheWebAdminCancels() {
    // Given
    OutgoingMail mail =
        helpDesk.later(
            helpDesk.reply(known(helpDesk.defineMailbox(server.port())), "T-10"),
            Instant.now().plusSeconds(3_600));
    post(mail).statusCode(202);

    // When
    given()
        .header("X-On-Behalf-Of", "Ann")
        .post(MESSAGES + "/" + mail.id() + ":cancel")
        .then()
        .statusCode(200);

    // Then
    given()
        .get(MESSAGES + "/" + mail.id())
        .then()
        .body("history.actor", hasItem("Ann"))
        .body("state", equalTo("cancelled"));
  }

  @Test
  void shouldContinueTheTicketsThreadWhenTheProjectNamesNone() {
    // Given
    String mailbox = helpDesk.defineMailbox(server.port());
    OutgoingMail first = helpDesk.reply(mailbox, "T-11");
    helpDesk.send(first);
    String firstId = helpDesk.reports(first, 2).getLast().messageId();

    // When
    OutgoingMail second = helpDesk.unthreaded(helpDesk.reply(mailbox, "T-11"));
    helpDesk.send(second);
    helpDesk.reports(second, 2);

    // Then
    ReceivedMail received = server.queued().getLast();
    assertThat(received.header("In-Reply-To")).isEqualTo(firstId);
    assertThat(received.header("References"))
        .startsWith("<question@customer.example> " + firstId + " <mb1.");
  }

  /** POST needs the definition; Kafka's way doesn't. */
  private static String known(String mailbox) {
    await().until(() -> given().get("/api/v1/mailboxes/" + mailbox).statusCode() == 200);
    return mailbox;
  }

  private static ValidatableResponse post(OutgoingMail mail) {
    return given()
        .contentType(ContentType.JSON)
        .body(ContractJson.write(mail))
        .post(MESSAGES)
        .then();
  }
}
