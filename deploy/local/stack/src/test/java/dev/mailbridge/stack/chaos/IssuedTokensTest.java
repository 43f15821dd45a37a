package dev.mailbridge.stack.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class IssuedTokensTest {
  private static final String ANSWER =
      """
      HTTP/1.1 200 OK
      Content-Type: application/json

      {"token_type":"Bearer","access_token":"eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.%d.sig",
       "refresh_token" : "1.AXYAabcdefghijklmnop-%d"}""";
  private final IssuedTokens tokens = new IssuedTokens();

  @Test
  void shouldKeepEachTokenWhenAnswersComeInPieces() {
    // Given
    String said = ANSWER.formatted(1, 1) + ANSWER.formatted(2, 1);
    // When
    for (int at = 0; at < said.length(); at += 7) {
      tokens.hear(
          said.substring(at, Math.min(said.length(), at + 7)).getBytes(StandardCharsets.UTF_8));
    }
    // Then
    assertThat(tokens.access().values())
        .containsExactly(
            "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.1.sig",
            "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.2.sig");
    assertThat(tokens.refresh()).containsValue("1.AXYAabcdefghijklmnop-1");
  }
}
