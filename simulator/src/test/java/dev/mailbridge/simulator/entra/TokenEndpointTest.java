package dev.mailbridge.simulator.entra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mailbridge.simulator.Behaviour;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.directory.App;
import dev.mailbridge.simulator.directory.FederatedCredential;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.directory.SignInAudience;
import dev.mailbridge.simulator.fault.Fault;
import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.simulator.http.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Grants, client credentials, policies and faults at the token endpoint. */
class TokenEndpointTest {
  private static final String OUTLOOK = "https://outlook.office365.com/.default";
  private static final String IMAP =
      "https://outlook.office365.com/IMAP.AccessAsUser.All offline_access";

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

  private void set(String patch) {
    simulator
        .settings()
        .use(
            Json.patched(
                simulator.settings().behaviour(),
                patch.getBytes(StandardCharsets.UTF_8),
                Behaviour.class));
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

  private static Map<String, String> appOnly() {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", SeedDirectory.APP_ONLY_CLIENT_ID);
    form.put("client_secret", SeedDirectory.APP_ONLY_SECRET);
    form.put("scope", OUTLOOK);
    return form;
  }

  private Map<String, String> refresh(String refreshToken) {
    Map<String, String> form = form("refresh_token");
    form.put("refresh_token", refreshToken);
    form.put("scope", IMAP);
    return form;
  }

  private String signedIn() throws Exception {
    Map<String, String> form = form("password");
    form.put("username", SeedDirectory.HELPDESK);
    form.put("password", "simulator");
    form.put("scope", IMAP);
    return token(form).path("refresh_token").asText();
  }

  private static int code(JsonNode answer) {
    return answer.path("error_codes").path(0).asInt();
  }

  @Test
  void shouldGiveRolesAndNoRefreshTokenWhenAnAppSignsInItself() throws Exception {
    // When
    JsonNode answer = token(appOnly());

    // Then
    SignedJWT access = SignedJWT.parse(answer.path("access_token").asText());
    assertThat(access.getJWTClaimsSet().getStringListClaim("roles"))
        .containsExactly("IMAP.AccessAsApp", "POP.AccessAsApp", "SMTP.SendAsApp");
    assertThat(answer.has("refresh_token")).isFalse();
    Map<String, String> named = appOnly();
    named.put("scope", "https://outlook.office365.com/IMAP.AccessAsUser.All");
    assertThat(code(token(named))).isEqualTo(1002012);
  }

  @Test
  void shouldTellWhatIsWrongWhenTheSecretIs() throws Exception {
    // Given
    Map<String, String> wrong = appOnly();
    wrong.put("client_secret", "6d2b9f4e-0c1a-4e56-8b2f-000000000303");
    Map<String, String> missing = appOnly();
    missing.remove("client_secret");

    // Then
    assertThat(code(token(wrong))).isEqualTo(7000215);
    assertThat(code(token(missing))).isEqualTo(7000218);
    simulator.clock().advance(Duration.ofDays(731));
    assertThat(code(token(appOnly()))).isEqualTo(7000222);
    assertThat(token(appOnly()).path("error").asText()).isEqualTo("invalid_client");
  }

  @Test
  void shouldKillTheOldTokenWhenRotationIsStrict() throws Exception {
    // Given
    set("{\"strictRotation\":true}");
    String first = signedIn();

    // When
    JsonNode answer = token(refresh(first));

    // Then
    assertThat(answer.path("refresh_token").asText()).isNotEqualTo(first);
    assertThat(token(refresh(first)).path("error").asText()).isEqualTo("invalid_grant");
    assertThat(code(token(refresh(first)))).isEqualTo(70000);
  }

  @Test
  void shouldExpireWhenNinetyDaysPassWithoutUse() throws Exception {
    // Given
    String first = signedIn();
    simulator.clock().advance(Duration.ofDays(89));
    String second = token(refresh(first)).path("refresh_token").asText();

    // When
    simulator.clock().advance(Duration.ofDays(2));

    // Then
    assertThat(code(token(refresh(first)))).isEqualTo(700082);
    assertThat(token(refresh(second)).has("access_token")).isTrue();
  }

  @Test
  void shouldRefuseTheRefreshWhenPolicyOrAccountChange() throws Exception {
    // Given
    String token = signedIn();

    // Then
    set("{\"mfaRequired\":true}");
    assertThat(code(token(refresh(token)))).isEqualTo(50076);
    assertThat(token(refresh(token)).path("suberror").asText()).isEqualTo("basic_action");
    set("{\"mfaRequired\":false,\"conditionalAccessBlocks\":true}");
    assertThat(code(token(refresh(token)))).isEqualTo(53003);
    set("{\"conditionalAccessBlocks\":false}");
    simulator.directory().revokeConsent(SeedDirectory.CLIENT_ID);
    assertThat(code(token(refresh(token)))).isEqualTo(65001);
    simulator.clock().advance(Duration.ofSeconds(1));
    simulator
        .directory()
        .put(
            simulator
                .directory()
                .user(SeedDirectory.HELPDESK)
                .orElseThrow()
                .revokedAt(simulator.clock().instant()));
    assertThat(code(token(refresh(token)))).isEqualTo(50173);
  }

  @Test
  void shouldStopAClientThatLoopsWhenItAsksTooOften() throws Exception {
    // Given
    set("{\"tokenRequestsInFiveMinutes\":3}");
    for (int i = 0; i < 3; i++) {
      assertThat(token(appOnly()).has("access_token")).isTrue();
    }

    // Then
    assertThat(code(token(appOnly()))).isEqualTo(50196);
    simulator.clock().advance(Duration.ofMinutes(6));
    assertThat(token(appOnly()).has("access_token")).isTrue();
  }

  @Test
  void shouldSpoilTheAnswerWhenAFaultIsSet() throws Exception {
    // Given
    String token = signedIn();
    for (FaultKind kind :
        List.of(
            FaultKind.SECRET_EXPIRED,
            FaultKind.REFRESH_TOKEN_ABSENT,
            FaultKind.REFRESH_TOKEN_EMPTY)) {
      simulator.apply(Fault.of(kind));
    }

    // Then
    assertThat(code(token(refresh(token)))).isEqualTo(7000222);
    simulator.faults().remove("f1");
    JsonNode answer = token(refresh(token));
    assertThat(answer.path("refresh_token").asText("absent")).isEmpty();
    assertThat(answer.path("expires_in").isTextual()).isTrue();
    simulator.faults().remove("f3");
    assertThat(token(refresh(token)).has("refresh_token")).isFalse();
  }

  @Test
  void shouldTrustAnotherIssuerWhenTheAppDoes() throws Exception {
    // Given
    RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
    App app = simulator.directory().app(SeedDirectory.APP_ONLY_CLIENT_ID).orElseThrow();
    FederatedCredential trusted =
        new FederatedCredential(
            "cluster",
            "https://cluster.example",
            "system:serviceaccount:mail:token-service",
            "api://AzureADTokenExchange",
            Optional.of(
                Json.MAPPER.readTree("{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}")));
    simulator
        .directory()
        .put(
            new App(
                app.clientId(),
                app.objectId(),
                app.servicePrincipalId(),
                app.displayName(),
                SignInAudience.MY_ORG,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(trusted),
                Set.of(),
                app.applicationPermissions(),
                true));

    // Then
    assertThat(federated(key, trusted.issuer(), trusted.subject(), trusted.audience())).isZero();
    assertThat(federated(key, "https://other.example", trusted.subject(), trusted.audience()))
        .isEqualTo(700211);
    assertThat(federated(key, trusted.issuer(), "someone", trusted.audience())).isEqualTo(700213);
    assertThat(federated(key, trusted.issuer(), trusted.subject(), "api://other"))
        .isEqualTo(700212);
    RSAKey forged = new RSAKeyGenerator(2048).keyID("k1").generate();
    assertThat(federated(forged, trusted.issuer(), trusted.subject(), trusted.audience()))
        .isEqualTo(50012);
  }

  /** The error's number; 0 when a token was given. */
  private int federated(RSAKey key, String issuer, String subject, String audience)
      throws Exception {
    SignedJWT assertion =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .audience(audience)
                .expirationTime(Date.from(simulator.clock().instant().plusSeconds(300)))
                .build());
    assertion.sign(new RSASSASigner(key));
    Map<String, String> form = appOnly();
    form.remove("client_secret");
    form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    form.put("client_assertion", assertion.serialize());
    return code(token(form));
  }

  @Test
  void shouldGiveTokensToADeviceWhenItsCodeIsEntered() throws Exception {
    // Given
    JsonNode device =
        Json.MAPPER.readTree(
            browser
                .post(
                    endpoint("devicecode"),
                    Map.of("client_id", SeedDirectory.CLIENT_ID, "scope", IMAP))
                .body());
    Map<String, String> poll = form("urn:ietf:params:oauth:grant-type:device_code");
    poll.put("device_code", device.path("device_code").asText());
    assertThat(token(poll).path("error").asText()).isEqualTo("authorization_pending");

    // When
    HttpResponse<String> page =
        browser.post(
            device.path("verification_uri").asText(),
            Map.of("otc", device.path("user_code").asText()));
    HttpResponse<String> end = browser.signIn(page, SeedDirectory.HELPDESK);

    // Then
    assertThat(end.body()).contains("You have signed in");
    assertThat(token(poll).has("refresh_token")).isTrue();
  }

  @Test
  void shouldAskForACodeAndConsentWhenTheTenantDemandsThem() throws Exception {
    // Given
    set("{\"mfaRequired\":true}");
    simulator.directory().revokeConsent(SeedDirectory.CLIENT_ID);
    Map<String, String> request = new LinkedHashMap<>();
    request.put("client_id", SeedDirectory.CLIENT_ID);
    request.put("response_type", "code");
    request.put("redirect_uri", "http://localhost:3017/");
    request.put("scope", IMAP);
    String address = endpoint("authorize") + "?" + Browser.encode(request);

    // When
    HttpResponse<String> mfa = browser.signIn(browser.get(address), SeedDirectory.ANN);
    HttpResponse<String> consent = browser.submit(mfa, Map.of("step", "mfa", "otc", "123456"));

    // Then
    assertThat(mfa.body()).contains("name=\"otc\"");
    assertThat(consent.body()).contains("IMAP.AccessAsUser.All").contains("HelpDesk mail");
    HttpResponse<String> declined =
        browser.submit(consent, Map.of("step", "consent", "cancel", "true"));
    assertThat(Browser.parameters(declined)).containsEntry("error", "access_denied");
    HttpResponse<String> again = browser.get(address);
    HttpResponse<String> second = browser.submit(again, Map.of("step", "mfa", "otc", "123456"));
    HttpResponse<String> accepted =
        browser.submit(second, Map.of("step", "consent", "accept", "true"));
    assertThat(Browser.parameters(accepted)).containsKey("code");
  }
}
