package dev.mailbridge.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MacKeyRingTest {
  private final TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:00Z"));
  private FakeTokenService service;
  private TokenServiceClient client;

  @BeforeEach
  void start() throws IOException {
    service = new FakeTokenService();
    client = new TokenServiceClient(service.url(), () -> "Bearer key-of-sender", clock);
  }

  @AfterEach
  void stop() {
    client.close();
    service.close();
  }

  @Test
  void shouldServeMacKeysFromMemoryWhenTokenServiceIsDown() {
    // Given
    service.answerMacKeys(
        200,
        """
        [{"id":"k1","secret":"%s","signing":false,"verifiesUntil":"2026-03-01T12:00:00Z"},
         {"id":"k2","secret":"%s","signing":true,"verifiesUntil":null}]"""
            .formatted(
                Base64.getEncoder().encodeToString(new byte[32]),
                Base64.getEncoder().encodeToString(new byte[32])));
    assertThat(client.signingKey().id()).isEqualTo("k2");
    service.close();

    // When
    clock.advance(Duration.ofMinutes(119));

    // Then
    assertThat(client.signingKey().id()).isEqualTo("k2");
    assertThat(client.verificationKey("k1")).isPresent();
    clock.advance(Duration.ofMinutes(1));
    assertThat(client.verificationKey("k1")).isEmpty();
    assertThat(client.verificationKey("k2")).isPresent();
  }

  @Test
  void shouldAskSeldomWhenForgedMessagesNameUnknownKeys() {
    // Given
    service.answerMacKeys(200, "[]");

    // When
    for (int i = 0; i < 100; i++) {
      assertThat(client.verificationKey("x" + i)).isEmpty();
    }

    // Then
    assertThat(service.macKeyRequests()).isLessThanOrEqualTo(2);
  }

  @Test
  void shouldSayWhatHappenedAndWhatToDoWhenNoMacKeyWasEverRead() {
    // Given
    service.answerMacKeys(401, "{}");

    // When, Then
    assertThatThrownBy(client::signingKey)
        .hasMessageContaining(service.url() + "/ answers 401")
        .hasMessageContaining("mail-bridge.keys.directory");
    service.answerMacKeys(500, "{}");
    clock.advance(Duration.ofSeconds(2));
    assertThatThrownBy(client::signingKey).hasMessageContaining("answers 500: look at its log");
    service.answerMacKeys(200, "<html>");
    clock.advance(Duration.ofSeconds(2));
    assertThatThrownBy(client::signingKey).hasMessageContaining("doesn't answer as agreed");
    service.answerMacKeys(200, "[]");
    clock.advance(Duration.ofSeconds(2));
    assertThatThrownBy(client::signingKey).hasMessageContaining("token-service serves none");
  }

  @Test
  void shouldSayWhereItTriedWhenTokenServiceIsNotThere() {
    // Given
    service.close();

    // When, Then
    assertThatThrownBy(client::signingKey)
        .hasMessageContaining(service.url() + "/ can't be reached (ConnectException)")
        .hasMessageContaining("mail-bridge.token-service.url")
        .hasMessageNotContaining("null");
  }
}
