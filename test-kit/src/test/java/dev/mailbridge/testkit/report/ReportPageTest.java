package dev.mailbridge.testkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportPageTest {
  @Test
  void shouldHoldAllItNeedsAndLetNoTextBecomeMarkup() throws IOException {
    // Given
    ReportPage page =
        new ReportPage("chaos <1>")
            .table(List.of("seed", "books"), List.of(List.of("1", "a </td> & more")))
            .plot(
                Plot.lines(
                    "Mails",
                    "seconds",
                    "mails",
                    List.of(0.0, 1.0),
                    List.of(new Plot.Series("</script>", List.of(1.0, 2.0), false))));
    // When
    String html = page.html();
    // Then
    assertThat(html)
        .contains("chaos &lt;1&gt;", "a &lt;/td&gt; &amp; more", "<td class=\"number\">1</td>")
        .contains("\"\\u003c/script>\"", "var uPlot=", ".uplot")
        .doesNotContain("src=", "href=", "%BODY%", "%UPLOT");
  }

  @Test
  void shouldRefuseSeriesWithAnotherCountThanPlaces() {
    assertThatThrownBy(
            () ->
                Plot.bars("t", "y", List.of("a"), List.of(new Plot.Series("s", List.of(), false))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 values for 1");
  }
}
