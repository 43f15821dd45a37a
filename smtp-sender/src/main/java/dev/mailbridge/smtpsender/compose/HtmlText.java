package dev.mailbridge.smtpsender.compose;

import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The plain text of an HTML body, for those who read mail without HTML. */
final class HtmlText {
  private static final Set<String> PARAGRAPHS =
      Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre");
  private static final Set<String> LINES =
      Set.of("div", "tr", "li", "br", "hr", "section", "article", "header", "footer");

  private HtmlText() {}

  static String of(String html) {
    Element body = Jsoup.parse(html).body();
    body.select("script, style, head, title").remove();
    Writer writer = new Writer();
    body.traverse(writer);
    return writer.text();
  }

  private static final class Writer implements NodeVisitor {
    private final StringBuilder out = new StringBuilder();

    @Override
    public void head(Node node, int depth) {
      if (node instanceof TextNode text) {
        append(text.text());
      } else if (node instanceof Element element) {
        String name = element.normalName();
        breakBefore(name);
        if (name.equals("li")) {
          out.append("* ");
        } else if (name.equals("img") && !element.attr("alt").isBlank()) {
          append("[" + element.attr("alt") + "]");
        }
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (node instanceof Element element) {
        String name = element.normalName();
        if (name.equals("a")) {
          link(element);
        } else if (name.equals("td") || name.equals("th")) {
          append(" ");
        } else if (!name.equals("br")) {
          breakBefore(name);
        }
      }
    }

    private void link(Element element) {
      String target = element.attr("href");
      String lower = target.toLowerCase(Locale.ROOT);
      if ((lower.startsWith("http:") || lower.startsWith("https:"))
          && !element.text().strip().equals(target)) {
        append(" <" + target + ">");
      }
    }

    private void breakBefore(String name) {
      if (name.equals("br")) {
        out.append('\n');
      } else if (PARAGRAPHS.contains(name)) {
        ensureLineEnds(2);
      } else if (LINES.contains(name)) {
        ensureLineEnds(1);
      }
    }

    private void ensureLineEnds(int count) {
      int present = 0;
      while (present < out.length() && out.charAt(out.length() - 1 - present) == '\n') {
        present++;
      }
      if (present < out.length()) {
        out.repeat("\n", Math.max(0, count - present));
      }
    }

    private void append(String text) {
      boolean atStart = out.isEmpty() || Character.isWhitespace(out.charAt(out.length() - 1));
      out.append(atStart ? text.stripLeading() : text);
    }

    String text() {
      return out.toString().replaceAll("[ \\t]+\n", "\n").replaceAll("\n{3,}", "\n\n").strip();
    }
  }
}
