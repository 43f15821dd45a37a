package dev.mailbridge.tokenservice.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.mailbridge.testkit.MutableClock;
import dev.mailbridge.tokenservice.Callers;
import dev.mailbridge.tokenservice.Office;
import dev.mailbridge.tokenservice.Office.Browser;
import dev.mailbridge.tokenservice.TokenServiceTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Case 33: its eight calls in turn, at the address that the browser sees behind the proxy. */
@QuarkusTest
@WithTestResource(TokenServiceTestResource.class)
class RedirectCaseTest {
  private static final CaseScript SCRIPT = CaseScript.of("33-redirect-uri-behind-proxy");
  private static final String ANN = "ann@example.com";
  private static final Map<String, String> PROXY =
      Map.of("X-Forwarded-Proto", "https", "X-Forwarded-Host", "desk.example.com");

  @Inject MutableClock clock;

  @Test
  void shouldRefuseWhatTheCaseRefusesWhenItsCallsComeInTurn() {
    String redirectUri = SCRIPT.expected().path("redirectUri").asText();
    List<String> refused = new ArrayList<>();
    try (Office office = Office.open(Map.of("redirectUri", redirectUri))) {
      String mailbox = office.mailbox("authorization-code", ANN, ANN);
      Browser first = office.openAddress(mailbox, PROXY);
      assertThat(first.parameter("redirect_uri")).isEqualTo(redirectUri);
      assertThat(first.parameter("code_challenge_method")).isEqualTo("S256");
      office.answerSignIn(ANN, first.parameter("nonce"), "RT0");

      // 1: with the same redirect_uri and the verifier of the challenge
      Map<String, String> good = Map.of("code", "C1", "state", first.parameter("state"));
      assertThat(callback(first, good).statusCode()).isEqualTo(200);
      Map<String, String> post = office.provider().forms().getLast();
      assertThat(post).containsEntry("redirect_uri", redirectUri).containsKey("code_verifier");
      assertThat(office.provider().bodies()).hasSize(SCRIPT.expected().path("tokenPosts").asInt());
      signedIn(mailbox, "ready");

      // 2, 3, 4
      note(refused, "2", callback(first, good));
      note(refused, "3", callback(first, Map.of("code", "C2", "state", "UNKNOWN")));
      note(refused, "4", callback(first, Map.of("code", "C2")));

      // 5: shown escaped, account unchanged
      Browser second = office.openAddress(mailbox, PROXY);
      callback(
              second,
              Map.of(
                  "error", "access_denied",
                  "error_description", "<script>x</script>",
                  "state", second.parameter("state")))
          .then()
          .body(containsString("&lt;script&gt;x&lt;/script&gt;"), not(containsString("<script")));
      signedIn(mailbox, "ready");

      // 6
      Browser third = office.openAddress(mailbox, PROXY);
      clock.advance(Duration.ofMinutes(11));
      note(refused, "6", callback(third, Map.of("code", "C3", "state", third.parameter("state"))));

      // 7: not a trusted proxy
      Browser evil =
          office.openAddress(
              mailbox, Map.of("X-Forwarded-Proto", "https", "X-Forwarded-Host", "evil.example"));
      assertThat(evil.parameter("redirect_uri")).isEqualTo(redirectUri);
      assertThat(evil.address().toString()).startsWith("https://desk.example.com/");

      // 8: somebody else's consent
      Browser other = office.openAddress(mailbox, PROXY);
      office.answerSignIn("other@example.com", other.parameter("nonce"), "RT9");
      Response foreign = callback(other, Map.of("code", "C8", "state", other.parameter("state")));
      note(refused, "8", foreign);
      foreign.then().body(containsString("other@example.com"), containsString(ANN));

      assertThat(refused).isEqualTo(SCRIPT.expected("refused"));
    }
  }

  private static Response callback(Browser browser, Map<String, String> parameters) {
    return Callers.browser()
        .headers(PROXY)
        .cookies(browser.response().cookies())
        .queryParams(parameters)
        .get("/oauth/callback");
  }

  private static void note(List<String> refused, String call, Response response) {
    if (response.statusCode() == 400) {
      refused.add(call);
    }
  }

  private static void signedIn(String mailbox, String state) {
    Callers.configService()
        .get("/api/v1/mailboxes/{id}/grant", mailbox)
        .then()
        .body("state", equalTo(state));
  }
}
