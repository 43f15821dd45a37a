package dev.mailbridge.testkit.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A page that needs nothing beside it: texts, tables, and plots that uPlot draws. */
public final class ReportPage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private final String title;
  private final StringBuilder body = new StringBuilder();

  public ReportPage(String title) {
    this.title = title;
  }

  public ReportPage heading(String text) {
    body.append("<h2>%s</h2>%n".formatted(escaped(text)));
    return this;
  }

  public ReportPage text(String text) {
    body.append("<p>%s</p>%n".formatted(escaped(text)));
    return this;
  }

  /**
   * @param rows each as long as the head
   */
  public ReportPage table(List<String> head, List<List<String>> rows) {
    body.append("<div class=\"wide\"><table><tr>%s</tr>%n".formatted(cells("th", head)));
    rows.forEach(row -> body.append("<tr>%s</tr>%n".formatted(cells("td", row))));
    body.append("</table></div>\n");
    return this;
  }

  public ReportPage plot(Plot plot) {
    try {
      // A text within a script ends at the first "</".
      String data = JSON.writeValueAsString(plot).replace("<", "\\u003c");
      body.append(
          "<h2>%s</h2><div class=\"plot\"></div><script type=\"application/json\">%s</script>%n"
              .formatted(escaped(plot.title()), data));
      return this;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  public void write(Path file) throws IOException {
    Files.writeString(file, html());
  }

  String html() throws IOException {
    return resource("page.html")
        .replace("%TITLE%", escaped(title))
        .replace("%UPLOT_CSS%", resource(UPLOT + "uPlot.min.css"))
        .replace("%UPLOT_JS%", resource(UPLOT + "uPlot.iife.min.js"))
        .replace("%BODY%", body);
  }

  private static String cells(String element, List<String> texts) {
    return texts.stream()
        .map(
            text ->
                "<%s%s>%s</%s>"
                    .formatted(
                        element,
                        text.matches("-?[\\d,.]+") ? " class=\"number\"" : "",
                        escaped(text),
                        element))
        .collect(Collectors.joining());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
