package dev.mailbridge.smtpsender.compose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTextTest {
  @Test
  void shouldReadLikeTheHtml() {
    // Given
    String html =
        """
        <html><head><title>t</title><style>p {}</style></head><body>
        <p>Dear  <b>Ann</b>,</p><p>see <a href="https://help.example/1">this page</a>:</p>
        <ul><li>one</li><li>two</li></ul>
        <div>Bye<br>Desk</div><script>x()</script></body></html>
        """;

    // When
    String text = HtmlText.of(html);

    // Then
    assertThat(text)
        .isEqualTo(
            """
            Dear Ann,

            see this page <https://help.example/1>:

            * one
            * two

            Bye
            Desk\
            """);
  }
}
