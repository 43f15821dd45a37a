package dev.mailbridge.tokenservice.packaged;

import static dev.mailbridge.tokenservice.packaged.Replicas.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailboxId;
import dev.mailbridge.testkit.FreePorts;
import dev.mailbridge.token.AccessToken;
import dev.mailbridge.token.TokenFailure;
import dev.mailbridge.token.TokenPurpose;
import dev.mailbridge.token.TokenServiceClient;
import dev.mailbridge.tokenservice.Callers;
import dev.mailbridge.tokenservice.TestCertificate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service at another real identity provider than Microsoft's. */
@Timeout(180)
class KeycloakIT {
  private static final int TLS_PORT = FreePorts.next();

  @TempDir static Path folder;
  private static TestCertificate certificate;
  private static KeycloakServer keycloak;
  private static ServiceProcess service;

  @BeforeAll
  static void start() throws Exception {
    certificate = TestCertificate.make();
    keycloak =
        new KeycloakServer(
            folder, Base64.getEncoder().encodeToString(certificate.certificate().getEncoded()));
    Map<String, String> settings = ServiceSettings.in(folder);
    settings.put("mail-bridge.sign-in.trusted-proxies", "127.0.0.1");
    Path pem = Files.writeString(folder.resolve("tls.pem"), certificate.certificatePem());
    Path key = Files.writeString(folder.resolve("tls.key"), certificate.privateKeyPem());
    settings.put("quarkus.http.ssl.certificate.files", pem.toString());
    settings.put("quarkus.http.ssl.certificate.key-files", key.toString());
    settings.put("quarkus.http.ssl-port", String.valueOf(TLS_PORT));
    service = new ServiceProcess(settings, folder.resolve("service.log")).start();
    keycloak.awaitReady();
    register(
        "secret",
        KeycloakServer.SECRET_CLIENT,
        Map.of("type", "secret", "secret", KeycloakServer.SECRET),
        List.of("openid", "email", "offline_access"));
    register(
        "certificate",
        KeycloakServer.CERTIFICATE_CLIENT,
        Map.of(
            "type", "certificate",
            "certificatePem", certificate.certificatePem(),
            "privateKeyPem", certificate.privateKeyPem()),
        List.of("openid", "email", "offline_access"));
    register(
        "app-only",
        KeycloakServer.SECRET_CLIENT,
        Map.of("type", "secret", "secret", KeycloakServer.SECRET),
        List.of("email"));
  }

  @AfterAll
  static void stop() {
    keycloak.close();
    service.close();
  }

  private static void register(
      String id, String clientId, Map<String, String> credential, List<String> scopes) {
    Map<String, Object> body = new HashMap<>();
    body.put("id", id);
    body.put("name", "Desk " + id);
    body.put("cloud", "custom");
    body.put("clientId", clientId);
    body.put("authorizationEndpoint", keycloak.endpoint("auth"));
    body.put("tokenEndpoint", keycloak.endpoint("token"));
    body.put("deviceAuthorizationEndpoint", keycloak.endpoint("auth/device"));
    body.put("scopes", scopes);
    body.put("credential", credential);
    HttpResponse<String> registered =
        service.post(
            "/api/v1/registrations", new String(ContractJson.write(body), StandardCharsets.UTF_8));
    assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
  }

  @Test
  void shouldSignInWithPkceAndRotateWhenTheClientHasASecret() throws Exception {
    // Given
    signedIn("code", "secret");

    // When
    JsonNode first = token("code");

    // Then it is Keycloak's, for this account
    JWTClaimsSet claims = SignedJWT.parse(first.path("accessToken").asText()).getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo(keycloak.realmUrl());
    assertThat(claims.getStringClaim("email")).isEqualTo(KeycloakServer.ACCOUNT);
    assertThat(first.path("saslUser").asText()).isEqualTo(KeycloakServer.ACCOUNT);

    // And each refresh, by a token that works once, brings the next one
    String last = first.path("accessToken").asText();
    for (int refresh = 0; refresh < 2; refresh++) {
      String before = last;
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> !token("code").path("accessToken").asText().equals(before));
      last = token("code").path("accessToken").asText();
    }
  }

  @Test
  void shouldHandOutTokensByTlsWhenTheCallerTrustsItsCertificate() throws Exception {
    // Given
    grant("tls", "app-only", "client-credentials", "support@desk.example");
    URI address = URI.create("https://localhost:" + TLS_PORT);
    String key = "Bearer " + Callers.keyOf("imap-poller");
    MailboxId mailbox = MailboxId.of("tls");

    // When, Then
    try (TokenServiceClient client =
        new TokenServiceClient(
            address,
            () -> key,
            Clock.systemUTC(),
            HttpClient.newBuilder().sslContext(certificate.trusting()))) {
      assertThat(client.token(mailbox, TokenPurpose.IMAP)).isInstanceOf(AccessToken.class);
    }
    try (TokenServiceClient stranger =
        new TokenServiceClient(address, () -> key, Clock.systemUTC())) {
      assertThat(stranger.token(mailbox, TokenPurpose.IMAP))
          .isInstanceOfSatisfying(
              TokenFailure.class,
              failure -> assertThat(failure.remedy()).contains("SSLHandshakeException"));
    }
  }

  @Test
  void shouldUseTheForwardedAddressWhenATrustedProxyNamesIt() throws Exception {
    // Given
    grant("proxied", "secret", "authorization-code", KeycloakServer.ACCOUNT);

    // When
    URI address =
        URI.create(
            json(service.throughProxy("/api/v1/mailboxes/proxied/sign-in", true))
                .path("url")
                .asText());

    // Then
    assertThat(address.toString()).startsWith("https://desk.example.com/sign-in/");
    assertThat(
            service
                .throughProxy(address.getPath(), false)
                .headers()
                .firstValue("Location")
                .orElseThrow())
        .contains("redirect_uri=https%3A%2F%2Fdesk.example.com%2F&");
  }

  @Test
  void shouldAuthenticateWithAnAssertionWhenTheClientHasACertificate() throws Exception {
    signedIn("assertion", "certificate");

    assertThat(token("assertion").path("accessToken").asText()).isNotEmpty();
    assertThat(json(service.post("/api/v1/registrations/certificate:check", "")).path("ok"))
        .hasToString("true");
  }

  @Test
  void shouldSignInOnAnotherDeviceWhenTheCodeIsEnteredThere() throws Exception {
    // Given
    grant("device", "secret", "device-code", KeycloakServer.ACCOUNT);
    JsonNode started = json(service.post("/api/v1/mailboxes/device/device-sign-in", ""));
    assertThat(started.path("state").asText()).as(started.toString()).isEqualTo("WAITING");

    // When
    String page =
        new KeycloakBrowser()
            .signIn(
                started.path("verificationUri").asText()
                    + "?user_code="
                    + started.path("userCode").asText(),
                "nowhere");

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        json(service.get("/api/v1/mailboxes/device/device-sign-in"))
                            .path("state")
                            .asText())
                    .as(page)
                    .isEqualTo("SIGNED_IN"));
    assertThat(token("device").path("accessToken").asText()).isNotEmpty();
  }

  @Test
  void shouldWorkWithoutAPersonWhenTheFlowIsClientCredentials() throws Exception {
    grant("app", "app-only", "client-credentials", "support@desk.example");

    JsonNode token = token("app");

    assertThat(
            SignedJWT.parse(token.path("accessToken").asText())
                .getJWTClaimsSet()
                .getStringClaim("preferred_username"))
        .isEqualTo("service-account-" + KeycloakServer.SECRET_CLIENT);
  }

  @Test
  void shouldSayWhatIsWrongWhenTheRealmOrTheSecretIs() throws Exception {
    JsonNode good = json(service.post("/api/v1/registrations/secret:check", ""));
    assertThat(good.path("ok").asBoolean()).as(good.toString()).isTrue();
    assertThat(good.path("steps").path(0).path("detail").asText())
        .startsWith(keycloak.realmUrl() + "/.well-known/openid-configuration describes it.");

    register(
        "wrong",
        KeycloakServer.SECRET_CLIENT,
        Map.of("type", "secret", "secret", "another-secret-than-keycloaks"),
        List.of("email"));
    JsonNode wrong = json(service.post("/api/v1/registrations/wrong:check", ""));
    assertThat(wrong.path("ok").asBoolean()).as(wrong.toString()).isFalse();
    assertThat(wrong.path("steps").path(1).path("ok").asBoolean()).isFalse();
    assertThat(wrong.path("failure").path("code").asText())
        // Entered just now: it may take a while until the provider knows it.
        .isIn("CREDENTIAL_INVALID", "TRY_LATER");
  }

  private static void grant(String mailbox, String registration, String flow, String account) {
    HttpResponse<String> defined =
        service.put(
            "/api/v1/mailboxes/" + mailbox + "/grant",
            "{\"registrationId\":\"%s\",\"flow\":\"%s\",\"signsInAs\":\"%s\",\"mailbox\":\"%s\"}"
                .formatted(registration, flow, account, account));
    assertThat(defined.statusCode()).as(defined.body()).isEqualTo(200);
  }

  private static void signedIn(String mailbox, String registration) throws Exception {
    grant(mailbox, registration, "authorization-code", KeycloakServer.ACCOUNT);
    URI address =
        URI.create(
            json(service.post("/api/v1/mailboxes/" + mailbox + "/sign-in", "{}"))
                .path("url")
                .asText());
    HttpResponse<String> opened = service.browse(address.getPath(), "none=1");
    String cookie = opened.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    String redirect =
        new KeycloakBrowser()
            .signIn(
                opened.headers().firstValue("Location").orElseThrow(), "http://localhost:3017/");
    assertThat(redirect).startsWith("http://localhost:3017/?");
    HttpResponse<String> done =
        service.browse("/" + redirect.substring("http://localhost:3017/".length()), cookie);
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
  }

  private static JsonNode token(String mailbox) throws Exception {
    HttpResponse<String> answer = service.token(mailbox);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }
}
