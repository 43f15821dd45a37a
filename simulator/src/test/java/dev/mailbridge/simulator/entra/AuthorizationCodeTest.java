package dev.mailbridge.simulator.entra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.http.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthorizationCodeTest {
  private static final String REDIRECT = "http://localhost:3017/";
  private static final String IMAP = "https://outlook.office365.com/IMAP.AccessAsUser.All";
  private static final String SCOPE =
      "openid profile offline_access https://outlook.office365.com/SMTP.Send"
          + " https://outlook.office365.com/POP.AccessAsUser.All "
          + IMAP;
  private static final String VERIFIER = "verifier-verifier-verifier-verifier-verifier-verifier";

  private Simulator simulator;
  private Browser browser;

  @BeforeEach
  void start() {
    simulator = Simulator.start(SimulatorConfig.onFreePorts());
    browser = new Browser(simulator.httpUrl());
  }

  @AfterEach
  void stop() {
    browser.close();
    simulator.close();
  }

  private String endpoint(String name) {
    return simulator.httpUrl() + "/" + SeedDirectory.TENANT_ID + "/oauth2/v2.0/" + name;
  }

  private Map<String, String> request() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("client_id", SeedDirectory.CLIENT_ID);
    fields.put("response_type", "code");
    fields.put("redirect_uri", REDIRECT);
    fields.put("scope", SCOPE);
    fields.put("state", "s t&1");
    return fields;
  }

  private HttpResponse<String> authorize(Map<String, String> request) throws Exception {
    return browser.get(endpoint("authorize") + "?" + Browser.encode(request));
  }

  private String code(Map<String, String> request) throws Exception {
    HttpResponse<String> redirect = browser.signIn(authorize(request), SeedDirectory.HELPDESK);
    assertThat(redirect.statusCode()).isEqualTo(302);
    assertThat(Browser.parameters(redirect)).containsEntry("state", "s t&1");
    return Browser.parameters(redirect).get("code");
  }

  private Map<String, String> redemption(String code) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "authorization_code");
    fields.put("client_id", SeedDirectory.CLIENT_ID);
    fields.put("client_secret", SeedDirectory.CLIENT_SECRET);
    fields.put("redirect_uri", REDIRECT);
    fields.put("code", code);
    return fields;
  }

  private HttpResponse<String> token(Map<String, String> form) throws Exception {
    return browser.post(endpoint("token"), form);
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    return Json.MAPPER.readTree(response.body());
  }

  private static void assertRefused(HttpResponse<String> response, String error, int code)
      throws Exception {
    assertThat(json(response).path("error").asText()).isEqualTo(error);
    assertThat(json(response).path("error_codes").get(0).asInt()).isEqualTo(code);
    assertThat(json(response).path("error_description").asText()).startsWith("AADSTS" + code);
    assertThat(json(response).path("trace_id").asText()).isNotEmpty();
    assertThat(json(response).path("correlation_id").asText()).isNotEmpty();
  }

  @Test
  void shouldGiveTokensWhenTheUserSignsIn() throws Exception {
    // When
    HttpResponse<String> answer = token(redemption(code(request())));

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode body = json(answer);
    assertThat(body.path("token_type").asText()).isEqualTo("Bearer");
    assertThat(body.path("refresh_token").asText()).hasSizeGreaterThan(1000);
    assertThat(body.path("expires_in").asInt()).isBetween(3600, 5400);
    SignedJWT access = SignedJWT.parse(body.path("access_token").asText());
    assertThat(access.getJWTClaimsSet().getAudience())
        .containsExactly("https://outlook.office365.com");
    assertThat(access.getJWTClaimsSet().getStringClaim("scp").split(" "))
        .containsExactlyInAnyOrder("IMAP.AccessAsUser.All", "POP.AccessAsUser.All", "SMTP.Send");
    SignedJWT id = SignedJWT.parse(body.path("id_token").asText());
    assertThat(id.getJWTClaimsSet().getStringClaim("preferred_username"))
        .isEqualTo(SeedDirectory.HELPDESK);
  }

  @Test
  void shouldPublishTheSigningKeyWhenDiscoveryIsRead() throws Exception {
    // Given
    JsonNode discovery =
        json(
            browser.get(
                simulator.httpUrl()
                    + "/"
                    + SeedDirectory.TENANT_ID
                    + "/v2.0/.well-known/openid-configuration"));

    // When
    JWKSet keys = JWKSet.parse(browser.get(discovery.path("jwks_uri").asText()).body());
    SignedJWT token =
        SignedJWT.parse(
            simulator.accessToken(
                SeedDirectory.CLIENT_ID, SeedDirectory.ANN, Resource.GRAPH, "Mail.Read"));

    // Then
    assertThat(
            token.verify(
                new RSASSAVerifier(keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey())))
        .isTrue();
    assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo(discovery.path("issuer").asText());
  }

  @Test
  void shouldIgnoreThePortAndNotThePathWhenTheRedirectIsLocalhost() throws Exception {
    // Given
    Map<String, String> otherPort = request();
    otherPort.put("redirect_uri", "http://localhost:3999/");
    Map<String, String> otherPath = request();
    otherPath.put("redirect_uri", "http://localhost:3017/callback");

    // Then
    assertThat(authorize(otherPort).body()).contains("name=\"passwd\"");
    assertThat(authorize(otherPath).statusCode()).isEqualTo(400);
    assertThat(authorize(otherPath).body()).contains("AADSTS50011");
  }

  @Test
  void shouldRefuseTheCodeWhenItWasUsed() throws Exception {
    // Given
    String code = code(request());
    token(redemption(code));

    // Then
    assertRefused(token(redemption(code)), "invalid_grant", 54005);
  }

  @Test
  void shouldWantTheVerifierWhenTheRequestHadAChallenge() throws Exception {
    // Given
    Map<String, String> request = request();
    request.put(
        "code_challenge",
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII))));
    request.put("code_challenge_method", "S256");
    String code = code(request);
    Map<String, String> wrong = redemption(code);
    wrong.put("code_verifier", VERIFIER + "x");
    Map<String, String> right = redemption(code);
    right.put("code_verifier", VERIFIER);

    // Then
    assertRefused(token(redemption(code)), "invalid_grant", 501481);
    assertRefused(token(wrong), "invalid_grant", 501481);
    assertThat(token(right).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldRefuseTheRequestWhenItNamesTwoResources() throws Exception {
    // Given
    Map<String, String> redemption = redemption(code(request()));
    redemption.put("scope", IMAP + " https://graph.microsoft.com/Mail.Read");

    // Then
    assertRefused(token(redemption), "invalid_request", 28000);
  }

  @Test
  void shouldBuyTokensOfBothResourcesWhenOneRefreshTokenIsUsed() throws Exception {
    // Given
    JsonNode first = json(token(redemption(code(request()))));
    Map<String, String> refresh = new LinkedHashMap<>();
    refresh.put("grant_type", "refresh_token");
    refresh.put("client_id", SeedDirectory.CLIENT_ID);
    refresh.put("client_secret", SeedDirectory.CLIENT_SECRET);
    refresh.put("refresh_token", first.path("refresh_token").asText());
    refresh.put("scope", "https://graph.microsoft.com/Mail.Read offline_access");

    // When
    JsonNode graph = json(token(refresh));
    refresh.put("scope", IMAP + " offline_access");
    JsonNode outlook = json(token(refresh));

    // Then: the old refresh token is still good, each answer has another one.
    assertThat(audience(graph)).isEqualTo("https://graph.microsoft.com");
    assertThat(audience(outlook)).isEqualTo("https://outlook.office365.com");
    assertThat(outlook.path("refresh_token").asText())
        .isNotEmpty()
        .isNotEqualTo(first.path("refresh_token").asText());
  }

  private static String audience(JsonNode answer) throws Exception {
    return SignedJWT.parse(answer.path("access_token").asText())
        .getJWTClaimsSet()
        .getAudience()
        .getFirst();
  }

  @Test
  void shouldShowAnErrorWhenTenantOrAppIsUnknown() throws Exception {
    // Given
    Map<String, String> unknown = request();
    unknown.put("client_id", "00000000-0000-0000-0000-000000000000");

    // Then
    assertThat(authorize(unknown).body()).contains("AADSTS700016");
    assertThat(
            browser
                .get(
                    simulator.httpUrl()
                        + "/nowhere.example/oauth2/v2.0/authorize?"
                        + Browser.encode(request()))
                .body())
        .contains("AADSTS90002");
    assertThat(
            browser
                .get(
                    simulator.httpUrl()
                        + "/common/oauth2/v2.0/authorize?"
                        + Browser.encode(request()))
                .body())
        .contains("AADSTS50194");
  }
}
