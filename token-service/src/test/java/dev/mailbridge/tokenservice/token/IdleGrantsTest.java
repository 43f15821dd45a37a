package dev.mailbridge.tokenservice.token;

import static dev.mailbridge.tokenservice.token.AccessTokenTest.refreshed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.testkit.MutableClock;
import dev.mailbridge.tokenservice.Office;
import dev.mailbridge.tokenservice.TokenServiceTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TokenServiceTestResource.class)
class IdleGrantsTest {
  @Inject MutableClock clock;
  @Inject IdleGrants idle;

  @Test
  void shouldUseARefreshTokenThatNobodyAsksForWhenThirtyDaysHavePassed() {
    try (Office office = Office.open()) {
      // Given
      office.signedIn("RT0");
      office.answer(form -> refreshed("AT1", "RT1"));
      clock.advance(Duration.ofDays(29));
      idle.use();
      assertThat(office.provider().bodies()).isEmpty();

      // When (mailboxes of other tests may have to go first)
      clock.advance(Duration.ofDays(2));

      // Then
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                idle.use();
                return !office.provider().bodies().isEmpty();
              });
      assertThat(office.provider().values("refresh_token")).containsExactly("RT0");
      idle.use();
      assertThat(office.provider().bodies()).hasSize(1);
    }
  }
}
