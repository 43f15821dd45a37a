package dev.mailbridge.tokenservice.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxStatus;
import dev.mailbridge.contracts.Topics;
import dev.mailbridge.testkit.MutableClock;
import dev.mailbridge.testkit.SharedKafka;
import dev.mailbridge.testkit.TopicReader;
import dev.mailbridge.tokenservice.Callers;
import dev.mailbridge.tokenservice.Office;
import dev.mailbridge.tokenservice.ScriptedProvider.Answer;
import dev.mailbridge.tokenservice.TokenServiceTestResource;
import dev.mailbridge.tokenservice.grant.Grants;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Case 31. */
@QuarkusTest
@WithTestResource(TokenServiceTestResource.class)
class SecretExpiredCaseTest {
  private static final CaseScript SCRIPT = CaseScript.of("31-client-secret-expired");
  private static final String NEW_SECRET = "a~b+c/d=e%f g";

  @Inject MutableClock clock;
  @Inject Grants grants;
  private Office office;

  @BeforeEach
  void open() {
    office = Office.open();
  }

  @AfterEach
  void close() {
    office.close();
  }

  @ParameterizedTest
  @CsvSource({"7000222,CREDENTIAL_EXPIRED", "7000215,CREDENTIAL_INVALID"})
  void shouldAlarmOnceAndRecoverByItselfWhenTheSecretEnds(String number, String code) {
    // Given three accounts of one app, and the answer of the script or of its variant
    List<String> mailboxes = Stream.generate(() -> office.signedIn("RT0")).limit(3).toList();
    clock.advance(Duration.ofHours(2));
    Answer expired = SCRIPT.answers().getFirst();
    assertThat(expired.body()).contains("7000222");
    office.answer(form -> new Answer(401, expired.body().replace("7000222", number), null));

    try (LogCapture log = new LogCapture();
        TopicReader statuses = TopicReader.fromNow(SharedKafka.bootstrapServers(), Topics.STATUS)) {
      // When everybody asks for an hour
      for (int minute = 0; minute < 60; minute += 5) {
        boolean look = minute == 0 || minute == 55;
        for (String mailbox : mailboxes) {
          ValidatableResponse refused = token(mailbox).statusCode(409);
          if (look) {
            refused.body("code", equalTo(code), "remedy", containsString(Office.CLIENT_ID));
          }
        }
        clock.advance(Duration.ofMinutes(5));
      }

      // Then the provider was asked once for all of them, and one alarm names the app
      assertThat(office.provider().bodies()).hasSize(1);
      assertThat(log.lines())
          .filteredOn(line -> line.level().intValue() >= Level.SEVERE.intValue())
          .singleElement()
          .satisfies(line -> assertThat(line.text()).contains(Office.CLIENT_ID, code));
      mailboxes.forEach(mailbox -> assertThat(status(statuses, mailbox)).isEqualTo(code));

      // And with the new secret everybody works again without signing in
      setSecret(NEW_SECRET);
      office.answer(form -> SCRIPT.answers().getLast());
      mailboxes.forEach(mailbox -> token(mailbox).body("accessToken", equalTo("AT9")));
      assertThat(office.provider().bodies().getLast())
          .containsPattern("client_secret=a(~|%7E)b%2Bc%2Fd%3De%25f(\\+|%20)g");
      assertThat(log.lines())
          .noneMatch(line -> line.text().contains(NEW_SECRET) || line.text().contains("s3cret"))
          .noneMatch(line -> line.text().matches("(?s).*\\b(RT|AT)[09]\\b.*"));
    }
  }

  @Test
  void shouldWarnWhenAKnownEndIsThirtyDaysAway() {
    // Given
    Instant end = clock.instant().plus(Duration.ofDays(30));
    String mailbox = office.signedIn("RT0");
    Map<String, Object> registration = office.registration(Map.of());
    registration.put(
        "credential",
        Map.of("type", "secret", "secret", "a-secret-of-thirty-days", "expiresAt", end.toString()));
    put(registration).body("warnings", hasItem(containsString("ends on " + end)));

    // When
    try (TopicReader statuses =
        TopicReader.fromNow(SharedKafka.bootstrapServers(), Topics.STATUS)) {
      grants.reportAll();

      // Then
      assertThat(status(statuses, mailbox)).isEqualTo("CREDENTIAL_ENDS_SOON");
    }
  }

  private static String status(TopicReader statuses, String mailbox) {
    return code(
        statuses.awaitOne(
            Duration.ofSeconds(20),
            found -> found.key().equals(mailbox + "/token") && code(found) != null));
  }

  private static String code(ConsumerRecord<String, byte[]> found) {
    return ContractJson.read(found.value(), MailboxStatus.class).code();
  }

  private ValidatableResponse put(Map<String, Object> registration) {
    return Callers.configService()
        .body(registration)
        .put("/api/v1/registrations/{id}", office.registrationId())
        .then()
        .statusCode(200);
  }

  private void setSecret(String secret) {
    Map<String, Object> registration = office.registration(Map.of());
    registration.put("credential", Map.of("type", "secret", "secret", secret));
    put(registration);
  }

  private static ValidatableResponse token(String mailbox) {
    return Callers.poller().get("/api/v1/mailboxes/{id}/access-token?for=imap", mailbox).then();
  }
}
