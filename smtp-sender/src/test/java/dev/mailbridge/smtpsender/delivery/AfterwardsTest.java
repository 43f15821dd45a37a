package dev.mailbridge.smtpsender.delivery;

import static dev.mailbridge.smtpsender.fixture.SenderRest.MESSAGES;
import static dev.mailbridge.smtpsender.fixture.SenderRest.given;
import static dev.mailbridge.smtpsender.fixture.SenderRest.known;
import static dev.mailbridge.smtpsender.fixture.SenderRest.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.Bounce;
import dev.mailbridge.contracts.DeliveryReport;
import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.smtpsender.fixture.HelpDesk;
import dev.mailbridge.smtpsender.fixture.ReceivedMail;
import dev.mailbridge.smtpsender.fixture.ScriptedServerTest;
import dev.mailbridge.smtpsender.fixture.SenderTestProfile;
import dev.mailbridge.smtpsender.fixture.SmtpScript;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import dev.mailbridge.testkit.SimulatorTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What happens beside the plain way: bounces, pauses, a crash. */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(SimulatorTestResource.class)
@TestProfile(SenderTestProfile.class)
@TestSecurity(user = "operator", roles = "operator")
class AfterwardsTest extends ScriptedServerTest {
  @Inject DataSource database;

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
}
