package dev.mailbridge.tokenservice.cases;

import static dev.mailbridge.tokenservice.ScriptedProvider.Answer.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Case 32. One mail token serves IMAP, POP3 and SMTP, so its request names all mail scopes. */
@QuarkusTest
@WithTestResource(TokenServiceTestResource.class)
class ScopeCaseTest {
  private static final CaseScript SCRIPT = CaseScript.of("32-wrong-audience-scope");
  private static final List<String> DELEGATED =
      List.of("delegated IMAP", "delegated SMTP", "delegated GRAPH");

  @Inject MutableClock clock;

  @Test
  void shouldAskExactlyAsTheScriptSaysWhenTheRegistrationHasThatScope() {
    for (String label : DELEGATED) {
      String scope = permission(label);
      try (Office office = Office.open(Map.of("scopes", List.of(scope)))) {
        String mailbox = office.signedIn("RT0");
        clock.advance(Duration.ofHours(2));
        office.answer(ScopeCaseTest::refusingMixtures);

        token(mailbox, label.substring("delegated ".length())).statusCode(200);

        assertThat(office.provider().values("scope")).containsExactly(SCRIPT.scope(label));
      }
    }
  }

  @Test
  void shouldNeverMixResourcesWhenTheRegistrationHasScopesOfBoth() {
    // Given
    List<String> scopes = DELEGATED.stream().map(ScopeCaseTest::permission).toList();
    try (Office office = Office.open(Map.of("scopes", scopes))) {
      String mailbox = office.signedIn("RT0");
      clock.advance(Duration.ofHours(2));
      office.answer(ScopeCaseTest::refusingMixtures);

      // When
      token(mailbox, "IMAP").body("accessToken", equalTo("FOR outlook.office365.com"));
      token(mailbox, "SMTP").body("accessToken", equalTo("FOR outlook.office365.com"));
      token(mailbox, "GRAPH").body("accessToken", equalTo("FOR graph.microsoft.com"));
      token(mailbox, "IMAP").body("accessToken", equalTo("FOR outlook.office365.com"));

      // Then each of the two resources was asked for once
      assertThat(office.provider().values("scope"))
          .containsExactly(
              "%s %s offline_access".formatted(scopes.get(0), scopes.get(1)),
              SCRIPT.scope("delegated GRAPH"));
      assertThat(SCRIPT.expected("cacheKey")).containsExactly("account", "resource", "grant");
    }
  }

  @Test
  void shouldAskForTheAppsOwnRightsAsTheScriptSaysWhenNobodySignsIn() {
    List<String> scopes = DELEGATED.stream().map(ScopeCaseTest::permission).toList();
    try (Office office = Office.open(Map.of("scopes", scopes))) {
      String mailbox = office.mailbox("client-credentials");
      office.answer(ScopeCaseTest::refusingMixtures);

      token(mailbox, "IMAP").statusCode(200);
      token(mailbox, "SMTP").statusCode(200);
      token(mailbox, "GRAPH").statusCode(200);

      assertThat(office.provider().values("scope"))
          .containsExactly(SCRIPT.scope("app IMAP, SMTP"), SCRIPT.scope("app GRAPH"));
    }
  }

  @Test
  void shouldWriteItRightAndWarnWhenTheSetUpIsStale() {
    try (Office office =
        Office.open(
            Map.of("scopes", List.of("https://graph.microsoft.com/IMAP.AccessAsUser.All")))) {
      Callers.configService()
          .get("/api/v1/registrations/{id}", office.registrationId())
          .then()
          .body(
              "scopes", equalTo(List.of(permission("delegated IMAP"))),
              "warnings",
                  hasItem(
                      allOf(
                          containsString("https://graph.microsoft.com/IMAP.AccessAsUser.All"),
                          containsString(permission("delegated IMAP")))));
    }
  }

  @Test
  void shouldNotRefreshInALoopWhenTheServerRefusesAFreshToken() {
    // Given
    try (Office office = Office.open()) {
      String mailbox = office.signedIn("RT0");
      office.answer(ScopeCaseTest::refusingMixtures);

      // When the server says NO AUTHENTICATE failed, again and again
      for (int i = 0; i < 20; i++) {
        Callers.poller()
            .queryParam("for", "imap")
            .queryParam("fresh", "true")
            .get("/api/v1/mailboxes/{id}/access-token", mailbox)
            .then()
            .statusCode(503)
            .body("remedy", containsString("The server refuses a token that is new"));
        clock.advance(Duration.ofSeconds(10));
      }

      // Then
      assertThat(office.provider().bodies()).isEmpty();
    }
  }

  private static String permission(String label) {
    return SCRIPT.scope(label).replace(" offline_access", "");
  }

  /** As in the script: two hosts in one request are refused. */
  private static Answer refusingMixtures(Map<String, String> form) {
    List<String> hosts =
        Arrays.stream(form.get("scope").split(" "))
            .filter(scope -> scope.startsWith("https://"))
            .map(scope -> scope.split("/")[2])
            .distinct()
            .toList();
    return hosts.size() == 1
        ? ok(
            "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"FOR %s\",\"refresh_token\":\"RT1\"}"
                .formatted(hosts.getFirst()))
        : Answer.error(400, "invalid_request", 28000);
  }

  private static ValidatableResponse token(String mailbox, String purpose) {
    RequestSpecification caller = purpose.equals("SMTP") ? Callers.sender() : Callers.poller();
    return caller
        .queryParam("for", purpose.toLowerCase(Locale.ROOT))
        .get("/api/v1/mailboxes/{id}/access-token", mailbox)
        .then();
  }
}
