package dev.mailbridge.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.mailbridge.platform.security.ServiceKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Inject;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class AuthenticationTest {
  private static final String SENDER = "system:serviceaccount:mail:sender";

  @Inject ServiceKeys keys;

  @Test
  void shouldKnowTheServiceWhenItSendsItsKey() {
    call(PlatformTestResource.POLLER_KEY, "/probe", 200, "imap-poller");
  }

  @Test
  void shouldKnowTheOperatorWhenAScriptSendsTheKey() {
    call(PlatformTestResource.OPERATOR_KEY, "/probe", 200, "operator");
  }

  @Test
  void shouldRefuseWhenTheRoleDoesNotFit() {
    given()
        .header("Authorization", "Bearer " + PlatformTestResource.POLLER_KEY)
        .get("/probe/sender")
        .then()
        .statusCode(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/probe", "/q/openapi", "/q/metrics", "/anything"})
  void shouldAnswerNothingWhenNobodyIsAuthenticated(String path) {
    given().get(path).then().statusCode(401);
    given().header("Authorization", "Bearer wrong").get(path).then().statusCode(401);
  }

  @Test
  void shouldKnowTheServiceWhenItSendsATokenOfItsServiceAccount() throws Exception {
    call(token(SENDER, "token-service"), "/probe/sender", 200, "sender");
  }

  @Test
  void shouldRefuseATokenWhenItIsForAnotherAudience() throws Exception {
    given()
        .header("Authorization", "Bearer " + token(SENDER, "config-service"))
        .get("/probe/sender")
        .then()
        .statusCode(401);
  }

  @Test
  void shouldRefuseATokenWhenItsSubjectIsNoService() throws Exception {
    given()
        .header("Authorization", "Bearer " + token("system:serviceaccount:x:y", "token-service"))
        .get("/probe/sender")
        .then()
        .statusCode(403);
  }

  @Test
  void shouldShowNoKeyWhenPrinted() {
    assertThat(keys.toString()).contains("imap-poller").doesNotContain("poller-key");
  }

  private static void call(String credential, String path, int status, String body) {
    given()
        .header("Authorization", "Bearer " + credential)
        .get(path)
        .then()
        .statusCode(status)
        .body(equalTo(body));
  }

  private static String token(String subject, String audience) throws Exception {
    byte[] encoded =
        Base64.getDecoder().decode(System.getProperty(PlatformTestResource.PRIVATE_KEY_PROPERTY));
    PrivateKey key =
        KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    return Jwt.subject(subject).audience(audience).expiresIn(60).sign(key);
  }
}
