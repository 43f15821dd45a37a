package dev.mailbridge.stack.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.stack.client.Administrator;
import dev.mailbridge.stack.client.Browser;
import dev.mailbridge.stack.client.SimulatedTenant;
import dev.mailbridge.stack.local.StackPort;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on the sign-in, as RFC 9700 (OAuth 2.0 security) lists them. */
class OAuthAttacksIT {
  private static final String EVIL = "evil.example";

  private static HostileStack stack;
  private static Administrator administrator;
  private static MailboxDefinition mailbox;
  private Caller tokenService;
  private Caller configService;

  @BeforeAll
  static void setUp() throws Exception {
    stack = HostileStack.running();
    administrator = Administrator.of(stack.settings());
    mailbox = SimulatedTenant.helpdesk(stack.settings().ports(), null);
    administrator.addMailbox(mailbox);
    administrator.grant(mailbox, administrator.registerApp());
  }

  @AfterAll
  static void leave() {
    HostileStack.leave();
  }

  @BeforeEach
  void connect() {
    tokenService = new Caller(stack.address("token-service"));
    configService = new Caller(stack.address("config-service"));
  }

  @AfterEach
  void disconnect() {
    tokenService.close();
    configService.close();
  }

  @Test
  void shouldRefuseStateThatIsUsedAgain() throws Exception {
    // Given
    Browser victim = new Browser();
    URI redirect = signInUpToRedirect(victim, SimulatedTenant.HELPDESK);
    assertThat(get(victim, redirect).statusCode()).isLessThan(400);
    String signedInAt = grant().path("signedInAt").asText();
    // When
    HttpResponse<String> again = get(victim, redirect);
    HttpResponse<String> elsewhere = get(new Browser(), redirect);
    // Then
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(elsewhere.statusCode()).isEqualTo(400);
    assertThat(grant().path("signedInAt").asText()).isEqualTo(signedInAt);
  }

  @Test
  void shouldRefuseRedirectThatAnotherBrowserBegan() throws Exception {
    // Given
    URI redirect = signInUpToRedirect(new Browser(), SimulatedTenant.HELPDESK);
    String before = grant().toString();
    // When
    HttpResponse<String> answer = get(new Browser(), redirect);
    // Then
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(grant().toString()).isEqualTo(before);
  }

  @Test
  void shouldRefuseCodeThatWasGotInAnotherSignIn() throws Exception {
    // Given
    Browser victim = new Browser();
    URI ofVictim = signInUpToRedirect(victim, SimulatedTenant.HELPDESK);
    URI ofAttacker = signInUpToRedirect(new Browser(), SimulatedTenant.HELPDESK);
    String before = grant().path("signedInAt").asText();
    // When the attacker's code comes with the victim's state and cookie
    HttpResponse<String> answer =
        get(victim, with(ofVictim, "code", parameter(ofAttacker, "code")));
    // Then the code is bound to the other sign-in's verifier
    assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(grant().path("signedInAt").asText()).isEqualTo(before);
  }

  @Test
  void shouldRefuseAccountThatIsNotTheMailboxs() throws Exception {
    // Given
    Browser browser = new Browser();
    URI redirect = signInUpToRedirect(browser, "ann@contoso.example");
    String before = grant().path("signedInAt").asText();
    // When
    HttpResponse<String> answer = get(browser, redirect);
    // Then
    assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(answer.body()).contains("ann@contoso.example");
    assertThat(grant().path("signedInAt").asText()).isEqualTo(before);
  }

  /** Two providers: the honest one's code must never be sent to the other. */
  @Test
  void shouldNotSendCodeOfOneTenantToAnother() throws Exception {
    // Given
    Browser browser = new Browser();
    URI honest = signInUpToRedirect(browser, SimulatedTenant.HELPDESK);
    String second = secondMailboxOfAnotherTenant();
    HttpResponse<String> opened = get(browser, administrator.signIn(MailboxId.of(second)));
    String state =
        parameter(URI.create(opened.headers().firstValue("Location").orElseThrow()), "state");
    // When
    HttpResponse<String> mixed = get(browser, with(honest, "state", state));
    // Then the other tenant's endpoint got a code that it can't use, and nothing was granted
    assertThat(mixed.statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(grant(second).path("state").asText()).isEqualTo("none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example/",
        "http://localhost@evil.example/",
        "http://localhost.evil.example/",
        "javascript:alert(1)",
        "/\\evil.example",
        "http://localhost:1/"
      })
  void shouldSendNobodyElsewhereAfterwards(String returnTo) throws Exception {
    // Given // When
    HttpResponse<String> answer =
        tokenService.call(
            "post",
            "/api/v1/mailboxes/%s/sign-in".formatted(mailbox.id()),
            Map.of(
                "Authorization", stack.keyOf("config-service"), "Content-Type", "application/json"),
            ContractJson.write(Map.of("returnTo", returnTo)));
    // Then
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example"
      })
  void shouldStayHereAfterTheLogIn(String next) throws Exception {
    // Given
    Browser browser = new Browser();
    URI page =
        stack
            .address("config-service")
            .resolve("/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
    HttpResponse<String> form = get(browser, page);
    assertThat(form.statusCode()).isEqualTo(200);
    Matcher token = Pattern.compile("name=\"csrf-token\" value=\"([^\"]+)").matcher(form.body());
    // Then neither the form nor an answer leads away
    assertThat(form.body()).doesNotContain("href=\"" + next, "action=\"" + next);
    if (token.find()) {
      HttpResponse<String> answer =
          browser.send(
              HttpRequest.newBuilder(page)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "user=admin&password=wrong&csrf-token=" + token.group(1)))
                  .build());
      assertThat(answer.headers().firstValue("Location").orElse("")).doesNotContain(EVIL);
    }
  }

  @Test
  void shouldBelieveNoForwardedHeaders() throws Exception {
    // Given
    Map<String, String> spoofed =
        Map.of(
            "Authorization", stack.keyOf("config-service"),
            "Content-Type", "application/json",
            "X-Forwarded-Host", EVIL,
            "X-Forwarded-Proto", "https",
            "X-Forwarded-Prefix", "/evil",
            "X-Forwarded-For", "127.0.0.1",
            "X-Forwarded-Trusted-Proxy", "true",
            "Forwarded", "host=evil.example;proto=https;for=127.0.0.1");
    // When
    HttpResponse<String> invited =
        tokenService.call(
            "post", "/api/v1/mailboxes/%s/sign-in".formatted(mailbox.id()), spoofed, "{}");
    // Then
    assertThat(invited.statusCode()).isEqualTo(200);
    assertThat(invited.body()).doesNotContain(EVIL).doesNotContain("/evil");
    URI address = URI.create(json(invited).path("url").asText());
    HttpResponse<String> opened =
        tokenService.call("get", address.getPath(), Map.of("X-Forwarded-Host", EVIL), "");
    assertThat(opened.headers().firstValue("Location").orElseThrow()).doesNotContain(EVIL);
    assertThat(opened.headers().allValues("Set-Cookie"))
        .singleElement()
        .asString()
        .contains("HttpOnly", "SameSite=Lax")
        .doesNotContain(EVIL);
  }

  @Test
  void shouldLetNobodyInWhoClaimsToComeFromThisMachine() throws Exception {
    for (String header : List.of("X-Forwarded-For", "X-Real-IP", "X-Forwarded-User")) {
      HttpResponse<String> answer =
          configService.call("get", "/api/v1/mailboxes", Map.of(header, "127.0.0.1"), "");
      assertThat(answer.statusCode()).as(header).isEqualTo(401);
    }
  }

  private static URI signInUpToRedirect(Browser browser, String user) {
    String redirectsTo = stack.address("token-service").getAuthority();
    URI address = administrator.signIn(mailbox.id());
    return browser.signIn(
        address,
        user,
        SimulatedTenant.PASSWORD,
        redirect -> !redirect.getAuthority().equals(redirectsTo));
  }

  private static HttpResponse<String> get(Browser browser, URI address) throws Exception {
    return browser.send(HttpRequest.newBuilder(address).build());
  }

  private JsonNode grant() throws Exception {
    return grant(mailbox.id().value());
  }

  private JsonNode grant(String id) throws Exception {
    return json(
        tokenService.call(
            "get",
            "/api/v1/mailboxes/%s/grant".formatted(id),
            Map.of("Authorization", stack.keyOf("config-service")),
            ""));
  }

  private String secondMailboxOfAnotherTenant() throws Exception {
    URI evil = stack.settings().ports().http(StackPort.SIMULATOR);
    JsonNode registration =
        json(
            call(
                "post",
                "/api/v1/registrations",
                Map.of(
                    "name", "another tenant",
                    "cloud", "custom",
                    "tenantId", "8f3c1e0a-5b7d-4a43-9d1c-000000000009",
                    "clientId", "6d2b9f4e-0c1a-4e56-8b2f-000000000009",
                    "authorizationEndpoint", evil.resolve("/other/oauth2/v2.0/authorize"),
                    "tokenEndpoint", evil.resolve("/other/oauth2/v2.0/token"),
                    "codeChallenge", true,
                    "codeChallengeMethod", "S256",
                    "credential",
                        Map.of("type", "secret", "secret", "another-tenants-secret-0000"))));
    call(
        "put",
        "/api/v1/mailboxes/second/grant",
        Map.of(
            "registrationId",
            registration.path("id").asText(),
            "flow",
            "authorization-code",
            "signsInAs",
            SimulatedTenant.HELPDESK,
            "mailbox",
            SimulatedTenant.HELPDESK));
    return "second";
  }

  private HttpResponse<String> call(String method, String path, Object body) throws Exception {
    HttpResponse<String> answer =
        tokenService.call(
            method,
            path,
            Map.of(
                "Authorization", stack.keyOf("config-service"), "Content-Type", "application/json"),
            ContractJson.write(body));
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    return answer;
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return ContractJson.mapper().readTree(answer.body());
  }

  private static String parameter(URI address, String name) {
    Matcher value = Pattern.compile("[?&]" + name + "=([^&#]+)").matcher(address.toString());
    assertThat(value.find()).as("%s in the redirect", name).isTrue();
    return value.group(1);
  }

  private static URI with(URI address, String name, String value) {
    return URI.create(
        address
            .toString()
            .replaceAll(
                "([?&])" + name + "=[^&#]+", "$1" + name + "=" + Matcher.quoteReplacement(value)));
  }
}
