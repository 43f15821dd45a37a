package dev.mailbridge.tokenservice.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.mailbridge.tokenservice.Callers;
import dev.mailbridge.tokenservice.TokenServiceTestResource;
import dev.mailbridge.tokenservice.network.CorporateNetwork;
import dev.mailbridge.tokenservice.network.ForwardProxy;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
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

/**
 * The whole way at the simulated tenant, with its sign-in page, in a browser without script.
 * token-service itself reaches the tenant as in a company: through a proxy with a password, by TLS
 * with a certificate of a private authority.
 */
@QuarkusTest
@WithTestResource(TokenServiceTestResource.class)
@WithTestResource(CorporateNetwork.class)
class SimulatorSignInTest {
  private static final String TENANT = "8f3c1e0a-5b7d-4a43-9d1c-000000000001";
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([a-z_]+)\" value=\"([^\"]*)\"");

  private String simulator;
  private String throughTheProxy;
  ForwardProxy proxy;
  private String registration;

  @BeforeEach
  void register() {
    // Not injected: this class is a bean in the other tests' applications too.
    simulator = ConfigProvider.getConfig().getValue("simulator.http-url", String.class);
    throughTheProxy = ConfigProvider.getConfig().getValue("simulator.https-url", String.class);
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
    // The browser is not behind the proxy.
    body.put("authorizationEndpoint", endpoint(simulator, "authorize"));
    body.put("tokenEndpoint", endpoint(throughTheProxy, "token"));
    body.put("deviceAuthorizationEndpoint", endpoint(throughTheProxy, "devicecode"));
    body.put("graphUrl", throughTheProxy);
    body.put("credential", Map.of("type", "secret", "secret", secret));
    return body;
  }

  private static String endpoint(String base, String name) {
    return base + "/" + TENANT + "/oauth2/v2.0/" + name;
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
  void shouldGoThroughTheProxyAloneWhenOneIsConfigured() {
    // Given
    String target = throughTheProxy.replace("https://", "");
    int before = proxy.tunnels().size();

    // When
    check().body("ok", equalTo(true));

    // Then
    assertThat(proxy.tunnels()).isNotEmpty().containsOnly(target);
    assertThat(proxy.tunnels().size()).isGreaterThanOrEqualTo(before);
  }

  @Test
  void shouldReadTheSecretsEndFromGraphWhenTheAppMay() {
    // Given a wrong end, typed in
    Map<String, Object> body =
        registration("6d2b9f4e-0c1a-4e56-8b2f-000000000003", "simulator-app-only-secret-000");
    body.put(
        "credential",
        Map.of(
            "type", "secret",
            "secret", "simulator-app-only-secret-000",
            "expiresAt", "2026-01-01T00:00:00Z"));
    put(body).body("credential.expiresAtSource", equalTo("entered"));

    // When
    check().body("ok", equalTo(true), "steps[2].detail", containsString("read from Graph"));

    // Then
    Callers.configService()
        .get("/api/v1/registrations/{id}", registration)
        .then()
        .body(
            "credential.expiresAtSource", equalTo("graph"),
            "credential.expiresAt", not(equalTo("2026-01-01T00:00:00Z")));
  }

  @Test
  void shouldSayWhatIsWrongWhenTheTenantOrTheAddressIs() {
    // Given, When, Then
    Map<String, Object> body =
        registration("6d2b9f4e-0c1a-4e56-8b2f-000000000002", "simulator-client-secret-000");
    body.put("tokenEndpoint", throughTheProxy + "/no-such-tenant/oauth2/v2.0/token");
    put(body);
    check()
        .body(
            "ok", equalTo(false),
            "failure.code", equalTo("MISCONFIGURED"),
            "failure.remedy", containsString("compare the tenant"),
            "steps[0].name", equalTo("discovery"));
    body.put("tokenEndpoint", "https://127.0.0.2:1/tenant/oauth2/v2.0/token");
    put(body);
    check()
        .body(
            "failure.code", equalTo("TRY_LATER"),
            "failure.remedy", containsString("127.0.0.2:1 can't be reached"));
  }

  @Test
  void shouldCheckTheRegistrationWhenItIsRightAndWhenItsSecretIsWrong() {
    check()
        .body(
            "ok", equalTo(true),
            "failure", nullValue(),
            "steps.name", contains("discovery", "credential", "expiry"),
            "steps.ok", everyItem(equalTo(true)));

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

  private ValidatableResponse put(Map<String, Object> body) {
    return Callers.configService()
        .body(body)
        .put("/api/v1/registrations/{id}", registration)
        .then()
        .statusCode(200);
  }

  private ValidatableResponse check() {
    return Callers.configService()
        .post("/api/v1/registrations/{id}:check", registration)
        .then()
        .statusCode(200);
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
