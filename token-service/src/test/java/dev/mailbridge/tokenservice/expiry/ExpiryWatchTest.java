package dev.mailbridge.tokenservice.expiry;

import static org.hamcrest.Matchers.containsString;

import dev.mailbridge.testkit.MutableClock;
import dev.mailbridge.tokenservice.Callers;
import dev.mailbridge.tokenservice.Office;
import dev.mailbridge.tokenservice.TokenServiceTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TokenServiceTestResource.class)
class ExpiryWatchTest {
  @Inject MutableClock clock;
  @Inject ExpiryWatch watch;

  @Test
  void shouldMeasureTheDaysThatAreLeftWhenACredentialEnds() {
    // Given
    String end = clock.instant().plus(Duration.ofDays(14)).toString();
    Map<String, String> credential =
        Map.of("type", "secret", "secret", "a-secret-of-fourteen-days", "expiresAt", end);
    try (Office office = Office.open(Map.of("credential", credential))) {
      // When
      watch.measure();

      // Then
      Callers.as("operator")
          .get("/q/metrics")
          .then()
          .statusCode(200)
          .body(
              containsString(
                  "mail_bridge_credential_days_left{client_id=\"%s\",registration=\"%s\"} 14.0"
                      .formatted(Office.CLIENT_ID, office.registrationId())));
    }
  }
}
