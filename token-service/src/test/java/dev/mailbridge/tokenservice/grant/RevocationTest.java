package dev.mailbridge.tokenservice.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.contracts.MailboxStatus;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.testkit.MutableClock;
import dev.mailbridge.testkit.SharedKafka;
import dev.mailbridge.testkit.TopicReader;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenFailure;
import dev.mailbridge.token.TokenFailure.Code;
import dev.mailbridge.token.TokenPurpose;
import dev.mailbridge.token.TokenServiceClient;
import dev.mailbridge.tokenservice.Callers;
import dev.mailbridge.tokenservice.Office;
import dev.mailbridge.tokenservice.TokenServiceTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guarantee 8, seen by the real client over HTTP. */
@QuarkusTest
@WithTestResource(TokenServiceTestResource.class)
class RevocationTest {
  private static final Duration GUARANTEED = Duration.ofSeconds(5);

  @Inject MutableClock clock;
  private final List<MailboxId> told = new CopyOnWriteArrayList<>();
  private Office office;
  private MailboxId mailbox;
  private TokenServiceClient poller;

  @BeforeEach
  void signIn() {
    office = Office.open();
    mailbox = MailboxId.of(office.signedIn("RT0"));
    poller =
        new TokenServiceClient(
            URI.create("http://localhost:" + RestAssured.port),
            () -> "Bearer " + Callers.keyOf("imap-poller"),
            clock);
    poller.onGrantChange(told::add);
    assertThat(poller.token(mailbox, TokenPurpose.IMAP)).isInstanceOf(AccessToken.class);
    poller.start();
    await().until(() -> told.contains(mailbox));
    told.clear();
    assertThat(poller.token(mailbox, TokenPurpose.IMAP)).isInstanceOf(AccessToken.class);
  }

  @AfterEach
  void close() {
    poller.close();
    office.close();
  }

  @Test
  void shouldEndWithinFiveSecondsWhenTheGrantIsRevoked() {
    // When
    Callers.configService()
        .post("/api/v1/mailboxes/{id}/grant:revoke", mailbox.value())
        .then()
        .statusCode(200)
        .body("state", equalTo("revoked"));

    // Then
    endsWithin5Seconds(Code.SIGN_IN_AGAIN);
  }

  @Test
  void shouldEndWithinFiveSecondsWhenTheMailboxIsDeleted() {
    // When
    Callers.configService()
        .delete("/api/v1/mailboxes/{id}/grant", mailbox.value())
        .then()
        .statusCode(204);

    // Then
    endsWithin5Seconds(Code.SIGN_IN_AGAIN);
    Callers.configService()
        .get("/api/v1/mailboxes/{id}/grant", mailbox.value())
        .then()
        .statusCode(404);
  }

  @Test
  void shouldEndWithinFiveSecondsWhenTheRegistrationIsDisabled() {
    // When
    Map<String, Object> registration = office.registration(Map.of("enabled", false));
    registration.remove("credential");
    Callers.configService()
        .body(registration)
        .put("/api/v1/registrations/{id}", office.registrationId())
        .then()
        .statusCode(200);

    // Then
    endsWithin5Seconds(Code.MISCONFIGURED);
  }

  @Test
  void shouldReportOnMailStatusWhenAGrantChanges() {
    // Given
    try (TopicReader statuses =
        TopicReader.fromNow(SharedKafka.bootstrapServers(), Topics.STATUS)) {
      // When
      Callers.configService().post("/api/v1/mailboxes/{id}/grant:revoke", mailbox.value());

      // Then (what the sign-in before it reported may still be under way)
      ConsumerRecord<String, byte[]> record =
          statuses.awaitOne(
              Duration.ofSeconds(30),
              r ->
                  r.key().equals(mailbox + "/token")
                      && ContractJson.read(r.value(), MailboxStatus.class).state()
                          == MailboxStatus.State.SIGN_IN_NEEDED);
      MailboxStatus status = ContractJson.read(record.value(), MailboxStatus.class);
      assertThat(status.code()).isEqualTo("SIGN_IN_AGAIN");
      assertThat(status.remedy()).contains("helpdesk@contoso.example");

      // And the deleted one leaves nothing behind
      Callers.configService().delete("/api/v1/mailboxes/{id}/grant", mailbox.value());
      statuses.awaitOne(
          Duration.ofSeconds(30), r -> r.key().equals(mailbox + "/token") && r.value() == null);
    }
  }

  @Test
  void shouldRefuseToDeleteARegistrationWhenMailboxesUseIt() {
    Callers.configService()
        .delete("/api/v1/registrations/{id}", office.registrationId())
        .then()
        .statusCode(409)
        .body("detail", org.hamcrest.Matchers.containsString(mailbox.value()));
  }

  private void endsWithin5Seconds(Code code) {
    await().atMost(GUARANTEED).until(() -> told.contains(mailbox));
    assertThat(poller.token(mailbox, TokenPurpose.IMAP))
        .isInstanceOfSatisfying(
            TokenFailure.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }
}
