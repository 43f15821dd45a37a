package dev.mailbridge.smtpsender.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlowedTextTest {
  @Test
  void shouldGiveTheTextBackWhenFlowedLinesAreJoined() {
    // Given
    String text =
        """
        A long paragraph that is certainly wider than seventy-eight columns, so that it has to be \
        broken at least once, and then once more to be sure of it.

          indented
        From here to there
        end\
        """;

    // When
    String flowed = FlowedText.of(text);

    // Then
    assertThat(flowed.split("\r\n")).allMatch(line -> line.length() <= 78);
    assertThat(joined(flowed)).isEqualTo(text);
  }

  @Test
  void shouldKeepTheSignatureSeparator() {
    assertThat(FlowedText.of("Bye\n-- \nAnn")).isEqualTo("Bye\r\n-- \r\nAnn\r\n");
  }

  @Test
  void shouldNotFlowWhenLineEndsInSpaces() {
    assertThat(FlowedText.of("one  \ntwo")).isEqualTo("one\r\ntwo\r\n");
  }

  @Test
  void shouldKeepQuotesAsTheyAre() {
    assertThat(FlowedText.of("> quoted\nanswer")).isEqualTo("> quoted\r\nanswer\r\n");
  }

  @Test
  void shouldNotBreakWhenThereIsNoSpace() {
    assertThat(FlowedText.of("x".repeat(200))).isEqualTo("x".repeat(200) + "\r\n");
  }

  /** As a reader of RFC 3676 does it. */
  private static String joined(String flowed) {
    StringBuilder text = new StringBuilder();
    for (String line : List.of(flowed.split("\r\n"))) {
      String unstuffed = line.startsWith(" ") ? line.substring(1) : line;
      text.append(unstuffed).append(unstuffed.endsWith(" ") ? "" : "\n");
    }
    return text.toString().stripTrailing();
  }
}
