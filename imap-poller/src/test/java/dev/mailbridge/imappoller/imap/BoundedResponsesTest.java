package dev.mailbridge.imappoller.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedResponsesTest {
  private long now;

  private BoundedResponses over(String text) {
    return over(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private BoundedResponses over(InputStream in) {
    return new BoundedResponses(in, () -> now);
  }

  private static InputStream endless(String piece) {
    byte[] octets = piece.getBytes(StandardCharsets.ISO_8859_1);
    return new InputStream() {
      private int at;

      @Override
      public int read() {
        return octets[at++ % octets.length];
      }

      @Override
      public int read(byte[] into, int from, int length) {
        for (int i = 0; i < length; i++) {
          into[from + i] = (byte) read();
        }
        return length;
      }
    };
  }

  @Test
  void shouldGiveTheSameOctetsWhenLiteralsFollowEachOther() throws IOException {
    String text =
        "* 1 FETCH (UID 1 BODY[] {12}\r\n{99999999}\r\n BODY[1] {0}\r\n)\r\n* OK {a} {5} not\r\n"
            + "a OK done\r\n";
    assertThat(over(text).readAllBytes()).asString(StandardCharsets.ISO_8859_1).isEqualTo(text);
    BoundedResponses one = over(text);
    for (char c : text.toCharArray()) {
      assertThat(one.read()).isEqualTo(c);
    }
    assertThat(one.read()).isNegative();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "* 1 FETCH (UID 1 BODY[] {33554433}\r\n",
        "* 1 FETCH (UID 1 BODY[] {2147483647}\r\n",
        "* 1 FETCH (UID 1 BODY[] {99999999999999999999999999}\r\n",
        "* 1 FETCH (UID 1 BODY[] {20000000}\n"
      })
  void shouldRefuseAResponseWhenItsLiteralsAreTooLong(String line) {
    assertThatThrownBy(
            () -> over(endless(line)).transferTo(java.io.OutputStream.nullOutputStream()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 33554432 octets");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "* OK ", "(", "{1", "\r"})
  void shouldRefuseALineWhenItNeverEnds(String piece) {
    assertThatThrownBy(
            () -> over(endless(piece)).transferTo(java.io.OutputStream.nullOutputStream()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 33554432 octets");
  }

  @Test
  void shouldNotCountWhatCameBeforeWhenResponsesEnd() throws IOException {
    BoundedResponses many = over(endless("* 1 FETCH (UID 1 BODY[] {8}\r\n12345678)\r\n"));
    assertThat(many.readNBytes(64 << 20)).hasSize(64 << 20);
  }

  @Test
  void shouldEndAResponseWhenItDrips() throws IOException {
    // Given: one octet a second
    BoundedResponses slow = over(endless("* OK no end"));

    // When
    int octets = 0;
    IOException end = null;
    while (end == null && octets < 1000) {
      now += Duration.ofSeconds(1).toNanos();
      try {
        slow.read();
        octets++;
      } catch (IOException e) {
        end = e;
      }
    }

    // Then
    assertThat(end).hasMessageContaining("octets in");
    assertThat(octets).isBetween(58, 65);
  }

  @Test
  void shouldWaitWhenNothingHasBegun() throws IOException {
    // Given
    BoundedResponses idle = over("* 1 EXISTS\r\n* 2 EXISTS\r\n");
    idle.readNBytes(12);

    // When
    now += Duration.ofMinutes(29).toNanos();

    // Then
    assertThat(idle.readNBytes(12)).hasSize(12);
  }
}
