package dev.mailbridge.configservice.doctor;

import static dev.mailbridge.configservice.FakeMailServices.steps;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.configservice.FakeMailServices;
import dev.mailbridge.configservice.FakeTokenService;
import dev.mailbridge.configservice.directory.FakeGraph;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
class DoctorTest {
  private static final String MAILBOX = "/api/v1/mailboxes/examined";

  FakeTokenService tokenService;
  FakeMailServices mailServices;
  private FakeGraph graph;

  @BeforeEach
  void addMailbox() {
    graph = new FakeGraph();
    tokenService.clear();
    mailServices.senderDown(false);
    mailServices.pollerChecks(
        request ->
            request.path("messageId").isTextual()
                ? steps("passed|The mail|It lies in INBOX.")
                : steps("passed|Folders|3 folders."));
    mailServices.senderChecks(request -> steps("passed|Sign-in|The server took the token."));
    admin()
        .body(
            """
            {"project": "helpdesk", "address": "examined@contoso.example",
             "incoming": {"protocol": "imap", "host": "outlook.office365.com"},
             "outgoing": {"transport": "smtp", "host": "smtp.office365.com"}}
            """)
        .put(MAILBOX)
        .then()
        .statusCode(201);
    admin()
        .body(
            """
            {"id": "examined", "name": "Examined", "cloud": "custom", "tenantId": "t",
             "graphUrl": "%s", "clientId": "c",
             "credential": {"type": "secret", "secret": "very-secret-value"}}
            """
                .formatted(graph.url()))
        .post("/api/v1/registrations")
        .then()
        .statusCode(201);
    admin()
        .body(
            """
            {"registrationId": "examined", "flow": "authorization-code",
             "signsInAs": "examined@contoso.example", "mailbox": "examined@contoso.example"}
            """)
        .put(MAILBOX + "/grant")
        .then()
        .statusCode(200);
    tokenService.signedIn("examined");
  }

  @AfterEach
  void removeMailbox() {
    graph.close();
    mailServices.senderDown(true);
    admin().delete(MAILBOX).then().statusCode(204);
  }

  @Test
  void shouldTryEveryPartAndSendAMailWhenAllIsWell() {
    // Given
    graph.answer(200, "{\"id\": \"inbox\", \"totalItemCount\": 12}");
    graph.answer(403, "{\"error\": {\"code\": \"ErrorAccessDenied\"}}");

    // When
    ValidatableResponse report = examine("?sendsMail=true&refused=director@contoso.example");

    // Then
    report
        .body(
            "parts.title",
            equalTo(
                List.of(
                    "Sign-in",
                    "Incoming mail",
                    "Outgoing mail",
                    "Microsoft Graph",
                    "A mail to itself")))
        .body("parts.report.steps.flatten().outcome.unique()", equalTo(List.of("passed")))
        .body("parts[3].report.steps.detail", hasItem("12 mails."))
        .body("parts[3].report.steps.detail", hasItem("Graph refuses it, as it should."))
        .body("parts[4].report.steps.detail", hasItem("It lies in INBOX."));
    assertThat(
            mailServices.received().stream()
                .filter(request -> request.path().equals("/api/v1/mailboxes:check"))
                .map(request -> request.body().path("refused").asText(""))
                .toList())
        .contains("director@contoso.example");
  }

  @Test
  void shouldNameCauseAndFixAndGoOnWhenSomethingFails() {
    // Given
    tokenService.checks(
        () -> FakeTokenService.failed("CREDENTIAL_EXPIRED", "Make a new client secret."));
    mailServices.pollerChecks(
        request -> steps("failed|Sign-in|NO AUTHENTICATE failed|Grant IMAP.AccessAsUser.All."));
    mailServices.senderDown(true);
    graph.answer(200, "{\"totalItemCount\": 12}");
    graph.answer(200, "{\"totalItemCount\": 3}");

    // When
    ValidatableResponse report = examine("?refused=director@contoso.example");

    // Then
    report
        .body("parts", hasSize(4))
        .body("parts[0].report.steps", hasSize(1))
        .body("parts[0].report.steps[0].detail", equalTo("CREDENTIAL_EXPIRED, trace id trace-7"))
        .body("parts[0].report.steps[0].remedy", equalTo("Make a new client secret."))
        .body("parts[1].report.steps[0].remedy", equalTo("Grant IMAP.AccessAsUser.All."))
        .body("parts[2].report.steps[0].detail", containsString("smtp-sender doesn't answer"))
        .body("parts[3].report.steps[2].outcome", equalTo("failed"))
        .body("parts[3].report.steps[2].remedy", containsString("New-ManagementScope"));
  }

  @Test
  void shouldAskForASignInWhenNobodyHasSignedIn() {
    // Given
    admin().post(MAILBOX + "/grant:revoke").then().statusCode(200);
    graph.answer(403, "{\"error\": {\"code\": \"ErrorAccessDenied\"}}");

    // Then
    examine("")
        .body("parts[0].report.steps", hasSize(3))
        .body("parts[0].report.steps[2].detail", equalTo("Nobody has signed in yet."))
        .body("parts[3].report.steps[1].outcome", equalTo("warned"))
        .body("parts[3].report.steps[1].detail", containsString("ErrorAccessDenied"));
  }

  @Test
  void shouldHoldNoSecretWhenTheReportIsText() {
    graph.answer(200, "{\"totalItemCount\": 12}");
    String text =
        admin()
            .accept("text/plain")
            .post(MAILBOX + ":doctor?sendsMail=true")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(text)
        .contains("Mailbox examined@contoso.example", "A mail to itself", "passed   Folders")
        .doesNotContain("very-secret-value");
  }

  private static ValidatableResponse examine(String query) {
    return admin()
        .accept("application/json")
        .post(MAILBOX + ":doctor" + query)
        .then()
        .statusCode(200);
  }

  private static RequestSpecification admin() {
    return given()
        .urlEncodingEnabled(false)
        .contentType("application/json")
        .auth()
        .preemptive()
        .basic("admin", ConfigServiceTestResource.PASSWORD);
  }
}
