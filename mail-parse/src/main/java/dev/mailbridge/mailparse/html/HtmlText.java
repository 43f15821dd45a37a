package dev.mailbridge.mailparse.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/**
 * HTML as text: paragraphs, lists, tables, quotes and links as a person would type them. What the
 * sender hides stays hidden.
 */
final class HtmlText implements NodeFilter {
  private static final Set<String> BLOCKS =
      Set.of(
          "address",
          "article",
          "aside",
          "blockquote",
          "body",
          "caption",
          "center",
          "dd",
          "details",
          "div",
          "dl",
          "dt",
          "fieldset",
          "figcaption",
          "figure",
          "footer",
          "form",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "header",
          "li",
          "main",
          "nav",
          "ol",
          "p",
          "pre",
          "section",
          "summary",
          "table",
          "tbody",
          "tfoot",
          "thead",
          "tr",
          "ul");
  private static final Set<String> PARAGRAPHS =
      Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "dl");

  private final TextLines lines = new TextLines();
  private final Deque<int[]> lists = new ArrayDeque<>();
  private final Deque<Integer> links = new ArrayDeque<>();
  private int preformatted;

  static String of(Element body) {
    HtmlText text = new HtmlText();
    NodeTraversor.filter(text, body);
    return text.lines.finish();
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof TextNode text) {
      lines.text(text.getWholeText(), preformatted > 0);
      return FilterResult.CONTINUE;
    }
    if (!(node instanceof Element element)) {
      return FilterResult.CONTINUE;
    }
    String name = element.normalName();
    if (HtmlSanitizer.DROPPED.contains(name) || isHidden(element)) {
      return FilterResult.SKIP_ENTIRELY;
    }
    open(element, name);
    return FilterResult.CONTINUE;
  }

  private static boolean isHidden(Element element) {
    if (element.hasAttr("hidden")) {
      return true;
    }
    String style = element.attributesSize() == 0 ? "" : element.attr("style");
    return !style.isEmpty()
        && style.toLowerCase(Locale.ROOT).replace(" ", "").contains("display:none");
  }

  private void open(Element element, String name) {
    if (BLOCKS.contains(name)) {
      block(name);
    }
    switch (name) {
      case "br" -> lines.newLine();
      case "hr" -> lines.rule();
      case "pre" -> preformatted++;
      case "blockquote" -> lines.quote(1);
      case "ul" -> lists.push(new int[] {-1});
      case "ol" -> lists.push(new int[] {start(element)});
      case "li" -> lines.bullet(bullet(), lists.size());
      case "td", "th" -> lines.cell();
      case "a" -> links.push(lines.mark());
      case "img" -> {
        String alt = element.attr("alt").strip();
        if (!alt.isEmpty()) {
          lines.text("[" + alt + "]", false);
        }
      }
      default -> {}
    }
  }

  private static int start(Element list) {
    String start = list.attr("start").strip();
    boolean number =
        !start.isEmpty() && start.length() < 6 && start.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Integer.parseInt(start) : 1;
  }

  private String bullet() {
    int[] list = lists.peek();
    return list == null || list[0] < 0 ? "- " : list[0]++ + ". ";
  }

  private void block(String name) {
    boolean nestedList = lists.size() > 0 && (name.equals("ul") || name.equals("ol"));
    if (PARAGRAPHS.contains(name) && !nestedList) {
      lines.paragraph();
    } else {
      lines.line();
    }
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (!(node instanceof Element element)) {
      return FilterResult.CONTINUE;
    }
    String name = element.normalName();
    switch (name) {
      case "pre" -> preformatted--;
      case "ul", "ol" -> lists.poll();
      case "a" -> link(element);
      default -> {}
    }
    if (BLOCKS.contains(name)) {
      block(name);
    }
    if (name.equals("blockquote")) {
      lines.quote(-1);
    }
    return FilterResult.CONTINUE;
  }

  private void link(Element element) {
    int mark = links.pop();
    String href = element.attr("href").strip();
    if (href.isEmpty() || href.startsWith("#") || !MailUrl.isLink(href)) {
      return;
    }
    String shown = lines.since(mark).strip();
    String plain = href.regionMatches(true, 0, "mailto:", 0, 7) ? href.substring(7) : href;
    if (shown.isEmpty() || isSame(shown, plain)) {
      return;
    }
    lines.text(" <" + plain + ">", false);
  }

  private static boolean isSame(String shown, String href) {
    String bare = href.endsWith("/") ? href.substring(0, href.length() - 1) : href;
    return shown.equalsIgnoreCase(href)
        || shown.equalsIgnoreCase(bare)
        || bare.toLowerCase(Locale.ROOT).endsWith("//" + shown.toLowerCase(Locale.ROOT));
  }
}
