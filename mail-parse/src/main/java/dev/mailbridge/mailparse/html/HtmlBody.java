package dev.mailbridge.mailparse.html;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/** One HTML part: sanitised, and as text when somebody asks for that. */
public final class HtmlBody {
  private final Document document;
  private final String html;

  private HtmlBody(Document document) {
    this.document = document;
    document.outputSettings().prettyPrint(false);
    this.html = document.body().html().strip();
  }

  /**
   * @param contentIds takes the Content-IDs that the HTML shows
   */
  public static HtmlBody read(String html, Set<String> contentIds) {
    Document dirty = Jsoup.parse(html);
    Document clean =
        new Cleaner(
                Safelist.relaxed().addProtocols("img", "src", "cid").preserveRelativeLinks(true))
            .clean(dirty);
    for (Element image : clean.select("img[src]")) {
      ContentIds.add(image.attr("src"), contentIds);
    }
    return new HtmlBody(clean);
  }

  public String html() {
    return html;
  }

  public String text() {
    return document.body().wholeText().strip();
  }

  /** Plain text as HTML that looks the same. */
  public static String fromText(String text) {
    StringBuilder html = new StringBuilder(text.length() + 64).append("<div>");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '\n' -> html.append("<br>\n");
        default -> html.append(c);
      }
    }
    return html.append("</div>").toString();
  }
}
