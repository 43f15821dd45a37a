package dev.mailbridge.tokenservice.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.mailbridge.testkit.SimulatorTestResource;
import dev.mailbridge.tokenservice.Callers;
import dev.mailbridge.tokenservice.TokenServiceTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way at the simulated tenant, with its sign-in page, in a browser without script. */
@QuarkusTest
@WithTestResource(TokenServiceTestResource.class)
@WithTestResource(SimulatorTestResource.class)
class SimulatorSignInTest {
  private static final String TENANT = "8f3c1e0a-5b7d-4a43-9d1c-000000000001";
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([a-z_]+)\" value=\"([^\"]*)\"");

  private String simulator;
  private String registration;

  @BeforeEach
  void register() {
    // Not injected: this class is a bean in the other tests' applications too.
    simulator = ConfigProvider.getConfig().getValue("simulator.http-url", String.class);
    registration = "sim-" + UUID.randomUUID();
    Callers.configService()
        .body(registration("6d2b9f4e-0c1a-4e56-8b2f-000000000002", "simulator-client-secret-000"))
        .post("/api/v1/registrations")
        .then()
        .statusCode(201);
  }

  private Map<String, Object> registration(String clientId, String secret) {
    Map<String, Object> body = new HashMap<>();
    body.put("id", registration);
    body.put("name", "HelpDesk mail");
    body.put("cloud", "custom");
    body.put("tenantId", TENANT);
    body.put("clientId", clientId);
    body.put("authorizationEndpoint", endpoint("authorize"));
    body.put("tokenEndpoint", endpoint("token"));
    body.put("deviceAuthorizationEndpoint", endpoint("devicecode"));
    body.put("graphUrl", simulator);
    body.put("credential", Map.of("type", "secret", "secret", secret));
    return body;
  }

  private String endpoint(String name) {
    return simulator + "/" + TENANT + "/oauth2/v2.0/" + name;
  }

  @Test
  void shouldGetBothTokensWhenTheMailboxSignsIn() {
    // Given
    String mailbox = grant("authorization-code", "helpdesk@contoso.example");

    // When
    signIn(mailbox, "helpdesk@contoso.example").then().statusCode(200);

    // Then
    token(mailbox, "imap").then().statusCode(200).body("mechanism", equalTo("XOAUTH2"));
    token(mailbox, "graph").then().statusCode(200).body("mechanism", equalTo("BEARER"));
    Callers.configService()
        .get("/api/v1/mailboxes/{id}/grant", mailbox)
        .then()
        .body("state", equalTo("ready"));
  }

  @Test
  void shouldRefuseWhenAnnSignsInForTheHelpDesk() {
    String mailbox = grant("authorization-code", "helpdesk@contoso.example");

    signIn(mailbox, "ann@contoso.example")
        .then()
        .statusCode(400)
        .body(containsString("ann@contoso.example"), containsString("helpdesk@contoso.example"));
  }

  @Test
  void shouldSignInWhenTheCodeIsEnteredOnAnotherDevice() {
    // Given
    String mailbox = grant("device-code", "helpdesk@contoso.example");
    Response started =
        Callers.configService().post("/api/v1/mailboxes/{id}/device-sign-in", mailbox);
    started.then().statusCode(200).body("state", equalTo("WAITING"));

    // When
    Response page =
        Callers.browser()
            .formParam("otc", started.<String>path("userCode"))
            .post(simulator + "/devicelogin");
    submit(page, "helpdesk@contoso.example").then().statusCode(200);

    // Then
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                Callers.configService()
                    .get("/api/v1/mailboxes/{id}/device-sign-in", mailbox)
                    .then()
                    .body("state", equalTo("SIGNED_IN")));
    token(mailbox, "imap").then().statusCode(200);
  }

  @Test
  void shouldCheckTheRegistrationWhenItIsRightAndWhenItsSecretIsWrong() {
    Callers.configService()
        .post("/api/v1/registrations/{id}:check", registration)
        .then()
        .statusCode(200)
        .body("ok", equalTo(true), "failure", nullValue());

    Callers.configService()
        .body(registration("6d2b9f4e-0c1a-4e56-8b2f-000000000002", "not-the-secret-of-this-app"))
        .put("/api/v1/registrations/{id}", registration)
        .then()
        .statusCode(200);
    Callers.configService()
        .post("/api/v1/registrations/{id}:check", registration)
        .then()
        .body("ok", equalTo(false));
  }

  @Test
  void shouldWorkWithoutAPersonWhenTheFlowIsClientCredentials() {
    // Given
    Callers.configService()
        .body(registration("6d2b9f4e-0c1a-4e56-8b2f-000000000003", "simulator-app-only-secret-000"))
        .put("/api/v1/registrations/{id}", registration)
        .then()
        .statusCode(200);
    String mailbox = grant("client-credentials", "support@contoso.example");

    // When, Then
    token(mailbox, "imap")
        .then()
        .statusCode(200)
        .body("saslUser", equalTo("support@contoso.example"));
  }

  private String grant(String flow, String account) {
    String mailbox = "m-" + UUID.randomUUID();
    Callers.configService()
        .body(
            Map.of(
                "registrationId", registration,
                "flow", flow,
                "signsInAs", account,
                "mailbox", account))
        .put("/api/v1/mailboxes/{id}/grant", mailbox)
        .then()
        .statusCode(200);
    return mailbox;
  }

  private Response signIn(String mailbox, String account) {
    URI address =
        URI.create(
            Callers.configService()
                .post("/api/v1/mailboxes/{id}/sign-in", mailbox)
                .then()
                .statusCode(200)
                .extract()
                .path("url"));
    Response opened = Callers.browser().get(address.getPath());
    assertThat(opened.statusCode()).isEqualTo(302);
    Response page = Callers.browser().urlEncodingEnabled(false).get(opened.header("Location"));
    Response submitted = submit(page, account);
    assertThat(submitted.statusCode()).as(submitted.asString()).isBetween(302, 303);
    String redirect = submitted.header("Location");
    assertThat(redirect).startsWith("http://localhost:3017/?");
    return Callers.browser()
        .urlEncodingEnabled(false)
        .cookies(opened.cookies())
        .get("/" + redirect.substring("http://localhost:3017/".length()));
  }

  private Response submit(Response page, String account) {
    Matcher action = Pattern.compile("action=\"([^\"]+)\"").matcher(page.asString());
    assertThat(action.find()).as(page.asString()).isTrue();
    return Callers.browser()
        .formParams(hidden(page.asString()))
        .formParam("login", account)
        .formParam("passwd", "simulator")
        .post(URI.create(simulator).resolve(action.group(1)));
  }

  private static Map<String, String> hidden(String html) {
    Map<String, String> fields = new HashMap<>();
    Matcher matcher = HIDDEN.matcher(html);
    while (matcher.find()) {
      fields.put(matcher.group(1), matcher.group(2));
    }
    return fields;
  }

  private static Response token(String mailbox, String purpose) {
    return Callers.poller()
        .queryParam("for", purpose)
        .get("/api/v1/mailboxes/{id}/access-token", mailbox);
  }
}
