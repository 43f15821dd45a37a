package dev.mailbridge.mailparse.html;

import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.HtmlTreeBuilder;
import org.jsoup.parser.Parser;

/** One HTML part: sanitised, and as text when somebody asks for that. */
public final class HtmlBody {
  private final Element body;
  private final String html;

  private HtmlBody(Element body, String html) {
    this.body = body;
    this.html = html;
  }

  /**
   * @param contentIds takes the Content-IDs that the HTML shows
   */
  public static HtmlBody read(String html, Set<String> contentIds) {
    Document document = new Parser(new HtmlTreeBuilder()).parseInput(html, "");
    Element body = document.body();
    return new HtmlBody(body, HtmlSanitizer.sanitize(body, contentIds));
  }

  /** Safe to show in a frame of its own. */
  public String html() {
    return html;
  }

  public String text() {
    return HtmlText.of(body);
  }

  /** The text between the tags: quick, for when there is no time for more. */
  public static String withoutTags(String html) {
    StringBuilder text = new StringBuilder(html.length());
    int at = 0;
    for (int tag = html.indexOf('<'); tag >= 0; tag = html.indexOf('<', at)) {
      text.append(html, at, tag).append(' ');
      int end = html.indexOf('>', tag);
      at = end < 0 ? html.length() : end + 1;
    }
    return text.append(html, at, html.length()).toString();
  }

  /** Plain text as HTML that looks the same. */
  public static String fromText(String text) {
    StringBuilder html = new StringBuilder(text.length() + 64).append("<div>");
    int at = 0;
    for (int newline = text.indexOf('\n'); newline >= 0; newline = text.indexOf('\n', at)) {
      Escaping.text(text.substring(at, newline), html);
      html.append("<br>\n");
      at = newline + 1;
    }
    Escaping.text(text.substring(at), html);
    return html.append("</div>").toString();
  }
}
