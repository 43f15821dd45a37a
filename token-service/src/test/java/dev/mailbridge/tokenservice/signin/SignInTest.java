package dev.mailbridge.tokenservice.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.mailbridge.testkit.MutableClock;
import dev.mailbridge.tokenservice.Callers;
import dev.mailbridge.tokenservice.Office;
import dev.mailbridge.tokenservice.Office.Browser;
import dev.mailbridge.tokenservice.TokenServiceTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Case 33 among others: state, cookie, one use, ten minutes, the right account. */
@QuarkusTest
@WithTestResource(TokenServiceTestResource.class)
class SignInTest {
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
  void shouldStoreTokensWhenTheRightAccountSignedIn() {
    // Given
    String mailbox = office.mailbox("authorization-code");

    // When
    Response response = office.signIn(mailbox, "HelpDesk@contoso.example", "RT0");

    // Then
    response.then().statusCode(200).body(containsString("Signed in"), containsString(mailbox));
    Callers.configService()
        .get("/api/v1/mailboxes/{id}/grant", mailbox)
        .then()
        .body("state", equalTo("ready"), "signedInAt", notNullValue(), "expiresAt", notNullValue());
    Map<String, String> form = office.provider().forms().getFirst();
    assertThat(form)
        .containsEntry("grant_type", "authorization_code")
        .containsEntry("code", "C1")
        .containsEntry("redirect_uri", "http://localhost:3017/")
        .containsEntry("client_id", Office.CLIENT_ID)
        .containsEntry("client_secret", "s3cret~value+of/the=app")
        .containsKey("code_verifier");
  }

  @Test
  void shouldBindTheSignInToTheBrowserWhenItsAddressIsOpened() {
    // When
    Browser browser = office.openAddress(office.mailbox("authorization-code"));

    // Then
    assertThat(browser.location().toString()).startsWith(office.provider().endpoint("authorize"));
    assertThat(browser.parameter("response_type")).isEqualTo("code");
    assertThat(browser.parameter("code_challenge_method")).isEqualTo("S256");
    assertThat(browser.parameter("login_hint")).isEqualTo("helpdesk@contoso.example");
    assertThat(browser.parameter("redirect_uri")).isEqualTo("http://localhost:3017/");
    assertThat(browser.parameter("scope"))
        .isEqualTo(
            "openid profile email https://outlook.office365.com/IMAP.AccessAsUser.All"
                + " https://outlook.office365.com/POP.AccessAsUser.All"
                + " https://outlook.office365.com/SMTP.Send offline_access");
    Cookie cookie = browser.response().detailedCookies().asList().getFirst();
    assertThat(cookie.isHttpOnly()).isTrue();
    assertThat(cookie.getSameSite()).isEqualToIgnoringCase("Lax");
    assertThat(cookie.getMaxAge()).isEqualTo(600);
    assertThat(browser.response().header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void shouldRefuseWhenSomebodyElseSignedIn() {
    // Given
    String mailbox = office.mailbox("authorization-code");

    // When
    Response response = office.signIn(mailbox, "other@contoso.example", "RT0");

    // Then
    response
        .then()
        .statusCode(400)
        .body(containsString("other@contoso.example"), containsString("helpdesk@contoso.example"));
    stillNotSignedIn(mailbox);
  }

  @Test
  void shouldRefuseWhenTheStateIsUsedAgain() {
    // Given
    String mailbox = office.mailbox("authorization-code");
    Browser browser = office.openAddress(mailbox);
    office.signIn(mailbox, "helpdesk@contoso.example", "RT0");
    browser.returns(Map.of("error", "access_denied", "state", browser.parameter("state")));

    // When
    int posts = office.provider().bodies().size();
    Response again = browser.returns(Map.of("code", "C1", "state", browser.parameter("state")));

    // Then
    again.then().statusCode(400).body(containsString("completed before"));
    assertThat(office.provider().bodies()).hasSize(posts);
  }

  @Test
  void shouldRefuseWhenTheStateIsUnknownOrMissingOrFromAnotherBrowser() {
    // Given
    String mailbox = office.mailbox("authorization-code");
    Browser browser = office.openAddress(mailbox);

    // When, Then
    browser.returns(Map.of("code", "C2", "state", "UNKNOWN")).then().statusCode(400);
    browser.returns(Map.of("code", "C2")).then().statusCode(400);
    Callers.browser()
        .queryParam("code", "C2")
        .queryParam("state", browser.parameter("state"))
        .get("/")
        .then()
        .statusCode(400)
        .body(containsString("another browser"));
    assertThat(office.provider().bodies()).isEmpty();
    stillNotSignedIn(mailbox);
  }

  @Test
  void shouldRefuseWhenElevenMinutesHavePassed() {
    // Given
    String mailbox = office.mailbox("authorization-code");
    Browser browser = office.openAddress(mailbox);

    // When
    clock.advance(Duration.ofMinutes(11));

    // Then
    browser
        .returns(Map.of("code", "C3", "state", browser.parameter("state")))
        .then()
        .statusCode(400)
        .body(containsString("took too long"));
    assertThat(office.provider().bodies()).isEmpty();
  }

  @Test
  void shouldRefuseWhenTheAddressIsOpenedTwice() {
    // Given
    Browser browser = office.openAddress(office.mailbox("authorization-code"));

    // When, Then
    Callers.browser()
        .get(browser.address().getPath())
        .then()
        .statusCode(400)
        .body(containsString("opened before"));
    Callers.browser().get("/sign-in/no-such-code").then().statusCode(400);
  }

  @Test
  void shouldEscapeWhatTheProviderSaysWhenItSaysNo() {
    // Given
    String mailbox = office.mailbox("authorization-code");
    Browser browser = office.openAddress(mailbox);

    // When
    Response response =
        browser.returns(
            Map.of(
                "error",
                "access_denied",
                "error_description",
                "<script>x</script>",
                "state",
                browser.parameter("state")));

    // Then
    response
        .then()
        .statusCode(400)
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .body(containsString("&lt;script&gt;x&lt;/script&gt;"), not(containsString("<script")));
    stillNotSignedIn(mailbox);
  }

  @Test
  void shouldReturnToTheWebAdminWhenItAskedForTheSignIn() {
    // Given
    String mailbox = office.mailbox("authorization-code");
    String path =
        Callers.configService()
            .body(Map.of("returnTo", "http://localhost:3010/mailboxes?tab=sign-in"))
            .post("/api/v1/mailboxes/{id}/sign-in", mailbox)
            .then()
            .statusCode(200)
            .extract()
            .<String>path("url")
            .replaceFirst("http://[^/]+", "");
    Browser browser = new Browser(java.net.URI.create(path), Callers.browser().get(path));

    // When
    Response refused =
        browser.returns(Map.of("error", "access_denied", "state", browser.parameter("state")));

    // Then
    refused
        .then()
        .body(
            containsString(
                "http://localhost:3010/mailboxes?tab=sign-in&amp;mailbox="
                    + mailbox
                    + "&amp;signedIn=false"));
  }

  @Test
  void shouldSendNobodyElsewhereWhenReturnToIsNotTheWebAdmin() {
    String mailbox = office.mailbox("authorization-code");
    for (String elsewhere :
        new String[] {
          "https://evil.example/", "http://localhost:3010@evil.example/", "//evil.example/", "x"
        }) {
      Callers.configService()
          .body(Map.of("returnTo", elsewhere))
          .post("/api/v1/mailboxes/{id}/sign-in", mailbox)
          .then()
          .statusCode(400)
          .body("detail", containsString("mail-bridge.web-admin.url"));
    }
  }

  @Test
  void shouldUseTheRegisteredRedirectWhenHeadersSayOtherwise() {
    // Given
    try (Office behindProxy =
        Office.open(Map.of("redirectUri", "https://desk.example.com/oauth/callback"))) {
      String mailbox = behindProxy.mailbox("authorization-code");

      // When
      Browser browser =
          behindProxy.openAddress(
              mailbox, Map.of("X-Forwarded-Proto", "https", "X-Forwarded-Host", "evil.example"));

      // Then
      assertThat(browser.parameter("redirect_uri"))
          .isEqualTo("https://desk.example.com/oauth/callback");
      assertThat(browser.address().toString()).startsWith("https://desk.example.com/sign-in/");
      assertThat(browser.response().detailedCookies().asList().getFirst().isSecured()).isTrue();
    }
  }

  @Test
  void shouldNotBelieveForwardedHeadersWhenTheyComeFromNoTrustedProxy() {
    // When
    Browser browser =
        office.openAddress(
            office.mailbox("authorization-code"),
            Map.of(
                "X-Forwarded-Proto", "https",
                "X-Forwarded-Host", "evil.example",
                "X-Forwarded-Trusted-Proxy", "true",
                "Host", "evil.example"));

    // Then
    assertThat(browser.parameter("redirect_uri")).isEqualTo("http://localhost:3017/");
    assertThat(browser.address().toString()).startsWith("http://localhost:3017/sign-in/");
  }

  @Test
  void shouldSayWhatThePageIsForWhenSomebodyComesBy() {
    Callers.browser().get("/").then().statusCode(200).body(containsString("web admin"));
    Callers.browser().get("/api/v1/registrations").then().statusCode(401);
  }

  private static void stillNotSignedIn(String mailbox) {
    Callers.configService()
        .get("/api/v1/mailboxes/{id}/grant", mailbox)
        .then()
        .body("state", equalTo("none"));
  }
}
