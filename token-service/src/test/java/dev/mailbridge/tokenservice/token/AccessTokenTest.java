package dev.mailbridge.tokenservice.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.mailbridge.testkit.MutableClock;
import dev.mailbridge.tokenservice.Callers;
import dev.mailbridge.tokenservice.Office;
import dev.mailbridge.tokenservice.ScriptedProvider.Answer;
import dev.mailbridge.tokenservice.TokenServiceTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TokenServiceTestResource.class)
class AccessTokenTest {
  @Inject MutableClock clock;
  private Office office;

  @BeforeEach
  void open() {
    office = Office.open();
  }

  @AfterEach
  void close() {
    office.close();
  }

  @Test
  void shouldAnswerFromTheStoreWhenTheTokenStillLives() {
    // Given
    String mailbox = office.signedIn("RT0");

    // When
    ValidatableResponse response = token(Callers.poller(), mailbox, "imap");

    // Then
    response
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body(
            "accessToken", equalTo("AT0"),
            "saslUser", equalTo("helpdesk@contoso.example"),
            "mechanism", equalTo("XOAUTH2"),
            "expiresAt", equalTo(clock.instant().plusSeconds(3600).toString()));
    assertThat(office.provider().bodies()).isEmpty();
  }

  @Test
  void shouldRefreshWhenUnderTwoMinutesAreLeft() {
    // Given
    String mailbox = office.signedIn("RT0");
    office.answer(form -> refreshed("AT1", "RT1"));
    clock.advance(Duration.ofMinutes(58));
    token(Callers.poller(), mailbox, "imap").body("accessToken", equalTo("AT0"));

    // When
    clock.advance(Duration.ofSeconds(1));

    // Then
    token(Callers.poller(), mailbox, "imap").body("accessToken", equalTo("AT1"));
    assertThat(office.provider().forms())
        .singleElement()
        .isEqualTo(
            Map.of(
                "grant_type", "refresh_token",
                "refresh_token", "RT0",
                "scope",
                    "https://outlook.office365.com/IMAP.AccessAsUser.All"
                        + " https://outlook.office365.com/POP.AccessAsUser.All"
                        + " https://outlook.office365.com/SMTP.Send offline_access",
                "client_id", Office.CLIENT_ID,
                "client_secret", "s3cret~value+of/the=app"));
  }

  @Test
  void shouldMakeOneRequestWhenTwoHundredAskAtOnce() throws Exception {
    // Given
    String mailbox = office.signedIn("RT0");
    clock.advance(Duration.ofHours(2));
    office.answer(form -> refreshed("AT1", "RT1"));

    // When
    List<Future<String>> answers = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(50)) {
      for (int i = 0; i < 200; i++) {
        RequestSpecification caller = i % 2 == 0 ? Callers.poller() : Callers.sender();
        String purpose = i % 2 == 0 ? "imap" : "smtp";
        answers.add(
            callers.submit(() -> token(caller, mailbox, purpose).extract().path("accessToken")));
      }
    }

    // Then
    for (Future<String> answer : answers) {
      assertThat(answer.get()).isEqualTo("AT1");
    }
    assertThat(office.provider().bodies()).hasSize(1);
  }

  @Test
  void shouldNameTheUserThatExchangeWantsWhenTheMailboxIsShared() {
    // Given
    String mailbox =
        office.mailbox("authorization-code", "helpdesk@contoso.example", "support@contoso.example");
    office.signIn(mailbox, "helpdesk@contoso.example", "RT0");

    // When, Then
    token(Callers.poller(), mailbox, "imap").body("saslUser", equalTo("support@contoso.example"));
    token(Callers.poller(), mailbox, "pop3").body("saslUser", equalTo("support@contoso.example"));
    token(Callers.sender(), mailbox, "smtp").body("saslUser", equalTo("helpdesk@contoso.example"));
  }

  @Test
  void shouldAskForEachResourceApartWhenBothAreNeeded() {
    // Given
    String mailbox = office.signedIn("RT0");
    office.answer(form -> refreshed("GRAPH-TOKEN", "RT1"));

    // When
    ValidatableResponse graph = token(Callers.poller(), mailbox, "graph");

    // Then
    graph.body(
        "accessToken", equalTo("GRAPH-TOKEN"),
        "saslUser", nullValue(),
        "mechanism", equalTo("BEARER"));
    token(Callers.poller(), mailbox, "imap").body("accessToken", equalTo("AT0"));
    assertThat(office.provider().values("scope"))
        .containsExactly("https://graph.microsoft.com/.default offline_access");
  }

  @Test
  void shouldAskWithTheAppsOwnRightsWhenTheFlowIsClientCredentials() {
    // Given
    String mailbox =
        office.mailbox("client-credentials", "support@contoso.example", "support@contoso.example");
    office.answer(
        form ->
            Answer.ok("{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"APP\"}"));

    // When
    token(Callers.poller(), mailbox, "imap")
        .body("accessToken", equalTo("APP"), "saslUser", equalTo("support@contoso.example"));
    token(Callers.poller(), mailbox, "graph").body("accessToken", equalTo("APP"));

    // Then
    assertThat(office.provider().values("grant_type")).containsOnly("client_credentials");
    assertThat(office.provider().values("scope"))
        .containsExactly(
            "https://outlook.office365.com/.default", "https://graph.microsoft.com/.default");
  }

  @Test
  void shouldHandOutThePasswordWhenTheServerKnowsNoTokens() {
    // Given
    String mailbox = "m-password-" + System.nanoTime();
    Callers.configService()
        .body(
            Map.of(
                "flow", "password",
                "signsInAs", "ann",
                "mailbox", "ann@example.com",
                "password", "correct horse"))
        .put("/api/v1/mailboxes/{id}/grant", mailbox)
        .then()
        .statusCode(200)
        .body("state", equalTo("ready"));

    // When, Then
    token(Callers.poller(), mailbox, "imap")
        .body(
            "accessToken", equalTo("correct horse"),
            "expiresAt", nullValue(),
            "saslUser", equalTo("ann"),
            "mechanism", equalTo("PASSWORD"));
  }

  @Test
  void shouldSayWhatToDoWhenNobodyHasSignedInYet() {
    String mailbox = office.mailbox("authorization-code");

    token(Callers.poller(), mailbox, "imap")
        .statusCode(409)
        .contentType("application/problem+json")
        .body(
            "code", equalTo("SIGN_IN_AGAIN"),
            "remedy", containsString("sign in as helpdesk@contoso.example"),
            "link", equalTo("http://localhost:3010/mailboxes/" + mailbox));
    token(Callers.poller(), "no-such-mailbox", "imap")
        .statusCode(404)
        .body("code", equalTo("SIGN_IN_AGAIN"));
  }

  @Test
  void shouldRefuseWhenThePurposeIsNotTheCallers() {
    String mailbox = office.signedIn("RT0");

    token(Callers.poller(), mailbox, "smtp").statusCode(403);
    token(Callers.configService(), mailbox, "imap").statusCode(403);
    token(Callers.as("operator"), mailbox, "imap").statusCode(403);
    token(Callers.poller(), mailbox, "fax").statusCode(400);
    Callers.browser()
        .get("/api/v1/mailboxes/{id}/access-token?for=imap", mailbox)
        .then()
        .statusCode(401);
  }

  @Test
  void shouldHaveTheSameTokenTriedSoonWhenAServerRefusesANewOne() {
    // Given
    String mailbox = office.signedIn("RT0");

    // When
    String retryAt =
        token(Callers.poller().queryParam("fresh", true), mailbox, "imap")
            .statusCode(503)
            .body("code", equalTo("TRY_LATER"), "remedy", containsString("a token that is new"))
            .extract()
            .path("retryAt");

    // Then
    assertThat(Instant.parse(retryAt))
        .isBetween(clock.instant().plusSeconds(5), clock.instant().plusSeconds(30));
    token(Callers.poller(), mailbox, "imap").body("accessToken", equalTo("AT0"));
    assertThat(office.provider().bodies()).isEmpty();
  }

  @Test
  void shouldTryLaterWhenTheProviderIsBusy() {
    // Given
    String mailbox = office.signedIn("RT0");
    clock.advance(Duration.ofHours(2));
    office.answer(form -> new Answer(429, "{\"error\":\"temporarily_unavailable\"}", "120"));

    // When
    token(Callers.poller(), mailbox, "imap")
        .statusCode(503)
        .header("Retry-After", "120")
        .body("code", equalTo("TRY_LATER"), "retryAt", notNullValue());
    token(Callers.poller(), mailbox, "imap").statusCode(503);

    // Then it isn't asked before, and asked after
    assertThat(office.provider().bodies()).hasSize(1);
    clock.advance(Duration.ofSeconds(121));
    office.answer(form -> refreshed("AT1", "RT1"));
    token(Callers.poller(), mailbox, "imap").body("accessToken", equalTo("AT1"));
  }

  @Test
  void shouldStopAskingWhenTheGrantIsDead() {
    // Given
    String mailbox = office.signedIn("RT0");
    clock.advance(Duration.ofHours(2));
    office.answer(form -> Answer.error(400, "invalid_grant", 700082));

    // When
    token(Callers.poller(), mailbox, "imap")
        .statusCode(409)
        .body("code", equalTo("SIGN_IN_AGAIN"), "traceId", equalTo("trace-700082"));
    clock.advance(Duration.ofDays(1));
    token(Callers.poller(), mailbox, "imap").statusCode(409);

    // Then
    assertThat(office.provider().bodies()).hasSize(1);
  }

  static Answer refreshed(String accessToken, String refreshToken) {
    return Answer.ok(
        "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"%s\",\"refresh_token\":\"%s\"}"
            .formatted(accessToken, refreshToken));
  }

  private static ValidatableResponse token(
      RequestSpecification caller, String mailbox, String purpose) {
    return caller
        .queryParam("for", purpose)
        .get("/api/v1/mailboxes/{id}/access-token", mailbox)
        .then();
  }
}
