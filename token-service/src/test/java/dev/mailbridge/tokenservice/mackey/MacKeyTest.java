package dev.mailbridge.tokenservice.mackey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.MacKey;
import dev.mailbridge.testkit.MutableClock;
import dev.mailbridge.token.TokenServiceClient;
import dev.mailbridge.tokenservice.Callers;
import dev.mailbridge.tokenservice.TokenServiceTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TokenServiceTestResource.class)
class MacKeyTest {
  @Inject MutableClock clock;

  @Test
  void shouldSignWithTheNewKeyAnHourAfterRotationAndVerifyTheOldOneForTwoYears() {
    // Given
    MacKey old = client().signingKey();

    // When
    Callers.as("operator").post("/api/v1/mac-keys:rotate").then().statusCode(204);

    // Then everybody knows the new key before anybody signs with it
    assertThat(client().signingKey()).isEqualTo(old);
    clock.advance(Duration.ofMinutes(61));
    MacKey next = client().signingKey();
    assertThat(next.id()).isNotEqualTo(old.id());
    assertThat(next.secret()).hasSize(32).isNotEqualTo(old.secret());

    // And
    clock.advance(Duration.ofDays(729));
    assertThat(client().verificationKey(old.id())).contains(old);
    clock.advance(Duration.ofDays(2));
    assertThat(client().verificationKey(old.id())).isEmpty();
    assertThat(client().verificationKey(next.id())).contains(next);
  }

  @Test
  void shouldRefuseWhenTheCallerNeitherSignsNorVerifies() {
    Callers.configService().get("/api/v1/mac-keys").then().statusCode(403);
    Callers.as("operator").get("/api/v1/mac-keys").then().statusCode(403);
  }

  /** A new one each time: it keeps keys in memory. */
  private TokenServiceClient client() {
    return new TokenServiceClient(
        URI.create("http://localhost:" + RestAssured.port),
        () -> "Bearer " + Callers.keyOf("smtp-sender"),
        clock);
  }
}
