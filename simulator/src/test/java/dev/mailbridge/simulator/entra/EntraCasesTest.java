package dev.mailbridge.simulator.entra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import dev.mailbridge.simulator.RawClient;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.http.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The public bug reports about OAuth (cases 29 to 33), each played by a fault or two. */
class EntraCasesTest {
  private static final String IMAP =
      "https://outlook.office365.com/IMAP.AccessAsUser.All offline_access";
  private static final String CALLBACK = "https://desk.example.com/oauth/callback";

  private Simulator simulator;
  private Browser browser;
  private HttpClient control;

  @BeforeEach
  void start() {
    simulator = Simulator.start(SimulatorConfig.onFreePorts());
    browser = new Browser(simulator.httpUrl());
    control = HttpClient.newHttpClient();
  }

  @AfterEach
  void stop() {
    control.close();
    browser.close();
    simulator.close();
  }

  private JsonNode control(String method, String path, String body) throws Exception {
    HttpResponse<String> answer =
        control.send(
            HttpRequest.newBuilder(URI.create(simulator.httpUrl() + "/simulator" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return Json.MAPPER.readTree(answer.body());
  }

  private String endpoint(String name) {
    return simulator.httpUrl() + "/" + SeedDirectory.TENANT_ID + "/oauth2/v2.0/" + name;
  }

  private JsonNode token(Map<String, String> form) throws Exception {
    return Json.MAPPER.readTree(browser.post(endpoint("token"), form).body());
  }

  private static Map<String, String> form(String grant) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", grant);
    form.put("client_id", SeedDirectory.CLIENT_ID);
    form.put("client_secret", SeedDirectory.CLIENT_SECRET);
    return form;
  }

  private static Map<String, String> refresh(String refreshToken) {
    Map<String, String> form = form("refresh_token");
    form.put("refresh_token", refreshToken);
    form.put("scope", IMAP);
    return form;
  }

  private JsonNode signedIn(String user, String scope) throws Exception {
    Map<String, String> form = form("password");
    form.put("username", user);
    form.put("password", "simulator");
    form.put("scope", scope);
    return token(form);
  }

  private static int code(JsonNode answer) {
    return answer.path("error_codes").path(0).asInt();
  }

  private static String refreshToken(JsonNode answer) {
    return answer.path("refresh_token").asText();
  }

  @Test
  void shouldPlayCase29WhenRefreshTokensRotate() throws Exception {
    // Given: each answer kills the refresh token that it was asked with, if it has a new one.
    control("PATCH", "/behaviour", "{\"strictRotation\":true}");
    String rt0 = refreshToken(signedIn(SeedDirectory.HELPDESK, IMAP));
    String rt1 = refreshToken(token(refresh(rt0)));

    // When two answers have none, in either way
    control("POST", "/faults", "{\"kind\":\"refresh-token-absent\",\"count\":1}");
    assertThat(token(refresh(rt1)).has("refresh_token")).isFalse();
    control("POST", "/faults", "{\"kind\":\"refresh-token-empty\",\"count\":1}");
    JsonNode empty = token(refresh(rt1));
    assertThat(refreshToken(empty)).isEmpty();
    assertThat(empty.path("expires_in").isTextual()).isTrue();

    // Then the one before is still good, and the next is long
    control("POST", "/faults", "{\"kind\":\"refresh-token-long\",\"count\":1}");
    String rt2 = refreshToken(token(refresh(rt1)));
    assertThat(rt2).hasSize(4000);
    assertThat(refreshToken(token(refresh(rt2)))).isNotEmpty().isNotEqualTo(rt2);
    assertThat(token(refresh(rt0)).path("error").asText()).isEqualTo("invalid_grant");
    assertThat(token(refresh(rt1)).path("error").asText()).isEqualTo("invalid_grant");
  }

  @Test
  void shouldPlayCase30WhenTwoRefreshAtOnce() throws Exception {
    // Given
    control("PATCH", "/behaviour", "{\"strictRotation\":true}");
    String rt1 = refreshToken(signedIn(SeedDirectory.HELPDESK, IMAP));
    control("POST", "/faults", "{\"kind\":\"slow\",\"protocol\":\"entra\",\"delay\":\"PT0.5S\"}");
    long before = System.nanoTime();

    // When
    CompletableFuture<JsonNode> one = inBackground(rt1);
    CompletableFuture<JsonNode> other = inBackground(rt1);

    // Then one has it, the other is refused, and both were asked.
    assertThat(java.util.List.of(one.get(), other.get()))
        .filteredOn(answer -> answer.has("access_token"))
        .hasSize(1);
    assertThat(java.util.List.of(one.get(), other.get()))
        .filteredOn(answer -> answer.path("error").asText().equals("invalid_grant"))
        .singleElement()
        .satisfies(answer -> assertThat(code(answer)).isEqualTo(70000));
    assertThat(System.nanoTime() - before).isGreaterThan(450_000_000);
    assertThat(control("GET", "/clients?protocol=entra", "").path("said"))
        .extracting(said -> said.path("line").asText())
        .containsExactly("token", "token", "token");
  }

  private CompletableFuture<JsonNode> inBackground(String refreshToken) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return token(refresh(refreshToken));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void shouldPlayCase31WhenTheSecretExpires() throws Exception {
    // Given: three accounts of one app
    String helpdesk = refreshToken(signedIn(SeedDirectory.HELPDESK, IMAP));
    String ann = refreshToken(signedIn(SeedDirectory.ANN, IMAP));
    String fault =
        control(
                "POST",
                "/faults",
                "{\"kind\":\"secret-expired\",\"app\":\"" + SeedDirectory.CLIENT_ID + "\"}")
            .path("id")
            .asText();
    HttpResponse<String> refused = browser.post(endpoint("token"), refresh(helpdesk));
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("AADSTS7000222").contains("\"invalid_client\"");
    assertThat(code(token(refresh(ann)))).isEqualTo(7000222);

    // When the administrator sets another secret
    control("DELETE", "/faults/" + fault, "");
    control(
        "PATCH",
        "/apps/" + SeedDirectory.CLIENT_ID,
        "{\"secrets\":[{\"keyId\":\"k2\",\"displayName\":\"next\",\"value\":\"a~b+c/d=e%f g\","
            + "\"start\":\"2026-01-01T00:00:00Z\",\"end\":\"2099-01-01T00:00:00Z\"}]}");

    // Then the old one is wrong, the new one is right in its encoded form, and no one signs in.
    assertThat(code(token(refresh(helpdesk)))).isEqualTo(7000215);
    for (String refreshToken : new String[] {helpdesk, ann}) {
      Map<String, String> renewed = refresh(refreshToken);
      renewed.put("client_secret", "a~b+c/d=e%f g");
      assertThat(Browser.encode(renewed)).contains("client_secret=a%7Eb%2Bc%2Fd%3De%25f+g");
      assertThat(token(renewed).has("access_token")).isTrue();
    }
  }

  @Test
  void shouldPlayCase32WhenATokenIsForAnotherResource() throws Exception {
    // Given
    assertThat(
            code(signedIn(SeedDirectory.HELPDESK, IMAP + " https://graph.microsoft.com/User.Read")))
        .isEqualTo(28000);
    // As the portal shows the permission: a token is given, and it is not for Outlook.
    JsonNode stale =
        signedIn(
            SeedDirectory.HELPDESK,
            "https://graph.microsoft.com/IMAP.AccessAsUser.All offline_access");
    JsonNode alias =
        signedIn(
            SeedDirectory.HELPDESK,
            "https://outlook.office.com/IMAP.AccessAsUser.All offline_access");
    JsonNode graph =
        signedIn(SeedDirectory.HELPDESK, "https://graph.microsoft.com/Mail.Read offline_access");

    // Then
    assertThat(audience(graph)).isEqualTo("https://graph.microsoft.com");
    assertThat(imap(alias)).startsWith("a OK");
    assertThat(imap(graph)).isEqualTo("a NO AUTHENTICATE failed.");
    assertThat(imap(stale)).isEqualTo("a NO AUTHENTICATE failed.");
  }

  private static String audience(JsonNode answer) throws Exception {
    return SignedJWT.parse(answer.path("access_token").asText())
        .getJWTClaimsSet()
        .getAudience()
        .getFirst();
  }

  private String imap(JsonNode answer) throws Exception {
    control("PATCH", "/behaviour", "{\"errorChallenge\":false}");
    try (RawClient client = RawClient.imap(simulator)) {
      return client
          .command(
              "a",
              "AUTHENTICATE XOAUTH2 "
                  + RawClient.xoauth2(SeedDirectory.HELPDESK, answer.path("access_token").asText()))
          .getLast();
    }
  }

  private HttpResponse<String> authorize(String redirect) throws Exception {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("client_id", SeedDirectory.CLIENT_ID);
    fields.put("response_type", "code");
    fields.put("redirect_uri", redirect);
    fields.put("scope", IMAP);
    fields.put("state", "S1");
    return browser.get(endpoint("authorize") + "?" + Browser.encode(fields));
  }

  private Map<String, String> redemption(String code, String redirect) {
    Map<String, String> form = form("authorization_code");
    form.put("code", code);
    form.put("redirect_uri", redirect);
    return form;
  }

  @Test
  void shouldPlayCase33WhenTheRedirectIsBehindAProxy() throws Exception {
    // Given
    control(
        "PATCH", "/apps/" + SeedDirectory.CLIENT_ID, "{\"redirectUris\":[\"" + CALLBACK + "\"]}");

    // Then what a service builds from the inner address or plain http is refused.
    for (String wrong :
        new String[] {
          "http://desk.example.com/oauth/callback",
          "http://10.0.0.5:8080/oauth/callback",
          "https://evil.example/oauth/callback"
        }) {
      assertThat(authorize(wrong).body()).contains("AADSTS50011");
    }
    HttpResponse<String> redirect = browser.signIn(authorize(CALLBACK), SeedDirectory.ANN);
    assertThat(redirect.headers().firstValue("Location").orElseThrow()).startsWith(CALLBACK);
    String code = Browser.parameters(redirect).get("code");
    assertThat(Browser.parameters(redirect)).containsEntry("state", "S1");
    assertThat(
            token(redemption(code, "http://desk.example.com/oauth/callback"))
                .path("error")
                .asText())
        .isEqualTo("invalid_grant");
    assertThat(token(redemption(code, CALLBACK)).has("access_token")).isTrue();
    assertThat(code(token(redemption(code, CALLBACK)))).isEqualTo(54005);
  }
}
