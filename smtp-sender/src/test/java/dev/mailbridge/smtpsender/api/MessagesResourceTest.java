package dev.mailbridge.smtpsender.api;

import static dev.mailbridge.smtpsender.fixture.SenderRest.MESSAGES;
import static dev.mailbridge.smtpsender.fixture.SenderRest.given;
import static dev.mailbridge.smtpsender.fixture.SenderRest.known;
import static dev.mailbridge.smtpsender.fixture.SenderRest.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.mailbridge.contracts.DeliveryState;
import dev.mailbridge.contracts.OutgoingMail;
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
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Mails by REST: given, seen, cancelled. */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(SimulatorTestResource.class)
@TestProfile(SenderTestProfile.class)
@TestSecurity(user = "operator", roles = "operator")
class MessagesResourceTest extends ScriptedServerTest {
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
}
