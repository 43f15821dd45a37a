package dev.mailbridge.tokenservice.token;

import static dev.mailbridge.tokenservice.token.AccessTokenTest.refreshed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.SignedJWT;
import dev.mailbridge.testkit.MutableClock;
import dev.mailbridge.tokenservice.Callers;
import dev.mailbridge.tokenservice.Office;
import dev.mailbridge.tokenservice.ScriptedProvider.Answer;
import dev.mailbridge.tokenservice.TestCertificate;
import dev.mailbridge.tokenservice.TokenServiceTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ways in which an app authenticates; case 31 is among the cases. */
@QuarkusTest
@WithTestResource(TokenServiceTestResource.class)
class ClientCredentialTest {
  @Inject MutableClock clock;

  @ConfigProperty(name = "mail-bridge.registrations.token-file-directory")
  Path tokenFiles;

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
  void shouldGiveANewSecretTimeWhenTheProviderDoesNotKnowItYet() {
    // Given
    String mailbox = office.signedIn("RT0");
    clock.advance(Duration.ofHours(2));
    setSecret("a-secret-that-was-made-just-now");
    office.answer(form -> Answer.error(401, "invalid_client", 7000215));

    // When
    token(mailbox).statusCode(503).body("code", equalTo("TRY_LATER"));
    clock.advance(Duration.ofMinutes(6));

    // Then
    token(mailbox).statusCode(409).body("code", equalTo("CREDENTIAL_INVALID"));
  }

  @Test
  void shouldUseTheNextCredentialWhenTheCurrentOneIsRefused() {
    // Given
    String mailbox = office.signedIn("RT0");
    Map<String, Object> registration = office.registration(Map.of());
    registration.remove("credential");
    registration.put(
        "nextCredential", Map.of("type", "secret", "secret", "the-next-secret-of-all"));
    put(registration);
    clock.advance(Duration.ofHours(2));
    office.answer(
        form ->
            "the-next-secret-of-all".equals(form.get("client_secret"))
                ? refreshed("AT1", "RT1")
                : Answer.error(401, "invalid_client", 7000222));

    // When, Then
    token(mailbox).statusCode(200).body("accessToken", equalTo("AT1"));
    Callers.configService()
        .get("/api/v1/registrations/{id}", office.registrationId())
        .then()
        .body("credential.hint", equalTo("all"), "nextCredential", nullValue());
  }

  @Test
  void shouldSignAnAssertionWhenTheCredentialIsACertificate() throws Exception {
    // Given
    TestCertificate certificate = TestCertificate.make();
    String mailbox = office.signedIn("RT0");
    Map<String, Object> registration = office.registration(Map.of());
    registration.put(
        "credential",
        Map.of(
            "type", "certificate",
            "certificatePem", certificate.certificatePem(),
            "privateKeyPem", certificate.privateKeyPem()));
    put(registration).body("credential.hint", equalTo(certificate.sha1Thumbprint()));
    clock.advance(Duration.ofHours(2));
    office.answer(form -> refreshed("AT1", "RT1"));

    // When
    token(mailbox).body("accessToken", equalTo("AT1"));

    // Then
    Map<String, String> form = office.provider().forms().getLast();
    assertThat(form)
        .doesNotContainKey("client_secret")
        .containsEntry("client_id", Office.CLIENT_ID)
        .containsEntry(
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    SignedJWT assertion = SignedJWT.parse(form.get("client_assertion"));
    assertThat(assertion.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.PS256);
    assertThat(assertion.getHeader().getX509CertSHA256Thumbprint().toString())
        .isEqualTo(certificate.sha256Thumbprint());
    assertThat(assertion.getJWTClaimsSet().getAudience())
        .containsExactly(office.provider().endpoint("token"));
    assertThat(assertion.getJWTClaimsSet().getIssuer()).isEqualTo(Office.CLIENT_ID);
    assertThat(assertion.verify(certificate.verifier())).isTrue();
  }

  @Test
  void shouldReadTheTokenFileAnewWhenTheCredentialIsFederated() throws Exception {
    // Given
    Path file = tokenFiles.resolve("projected-token");
    Files.writeString(file, "first-token\n");
    String mailbox = office.signedIn("RT0");
    Map<String, Object> registration = office.registration(Map.of());
    registration.put("credential", Map.of("type", "federated", "tokenFile", file.toString()));
    put(registration);
    office.answer(form -> refreshed("AT1", "RT1"));

    // When
    clock.advance(Duration.ofHours(2));
    token(mailbox).statusCode(200);
    Files.writeString(file, "second-token\n");
    clock.advance(Duration.ofHours(2));
    token(mailbox).statusCode(200);

    // Then
    assertThat(office.provider().values("client_assertion"))
        .containsExactly("first-token", "second-token");
  }

  @Test
  void shouldRefuseWhenTheTokenFileLiesElsewhere() {
    Map<String, Object> registration = office.registration(Map.of());
    registration.put(
        "credential", Map.of("type", "federated", "tokenFile", tokenFiles + "/../../etc/passwd"));
    Callers.configService()
        .body(registration)
        .put("/api/v1/registrations/{id}", office.registrationId())
        .then()
        .statusCode(400)
        .body("detail", containsString("token-file-directory"));
  }

  @Test
  void shouldNeverShowTheSecretWhenARegistrationIsRead() {
    Callers.configService()
        .get("/api/v1/registrations/{id}", office.registrationId())
        .then()
        .statusCode(200)
        .body(not(containsString("s3cret")))
        .body("credential.hint", equalTo("app"), "warnings", hasSize(0));
  }

  private ValidatableResponse put(Map<String, Object> registration) {
    return Callers.configService()
        .body(registration)
        .put("/api/v1/registrations/{id}", office.registrationId())
        .then()
        .statusCode(200);
  }

  private void setSecret(String secret) {
    Map<String, Object> registration = office.registration(Map.of());
    registration.put("credential", Map.of("type", "secret", "secret", secret));
    put(registration);
  }

  private static ValidatableResponse token(String mailbox) {
    return Callers.poller().get("/api/v1/mailboxes/{id}/access-token?for=imap", mailbox).then();
  }
}
