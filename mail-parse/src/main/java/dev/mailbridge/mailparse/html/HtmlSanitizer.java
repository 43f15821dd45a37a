package dev.mailbridge.mailparse.html;

import java.util.Set;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/**
 * Writes a parsed document anew with allowed elements, attributes and styles only. Every {@code <}
 * in the result begins one of the allowed elements: text and values are escaped, and no element
 * whose content a browser reads by other rules (script, style, svg, math, textarea …) is written,
 * so the result can't come back to life in another parser.
 */
final class HtmlSanitizer implements NodeFilter {
  static final Set<String> ELEMENTS =
      Set.of(
          "a",
          "abbr",
          "address",
          "article",
          "aside",
          "b",
          "bdi",
          "bdo",
          "big",
          "blockquote",
          "br",
          "caption",
          "center",
          "cite",
          "code",
          "col",
          "colgroup",
          "dd",
          "del",
          "details",
          "dfn",
          "div",
          "dl",
          "dt",
          "em",
          "figcaption",
          "figure",
          "font",
          "footer",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "header",
          "hr",
          "i",
          "img",
          "ins",
          "kbd",
          "li",
          "main",
          "mark",
          "ol",
          "p",
          "pre",
          "q",
          "rp",
          "rt",
          "ruby",
          "s",
          "samp",
          "section",
          "small",
          "span",
          "strike",
          "strong",
          "sub",
          "summary",
          "sup",
          "table",
          "tbody",
          "td",
          "tfoot",
          "th",
          "thead",
          "time",
          "tr",
          "tt",
          "u",
          "ul",
          "var",
          "wbr");

  /** Left out with everything in them; other unknown elements leave their content. */
  static final Set<String> DROPPED =
      Set.of(
          "applet",
          "audio",
          "base",
          "canvas",
          "embed",
          "frame",
          "frameset",
          "head",
          "iframe",
          "input",
          "link",
          "math",
          "meta",
          "noembed",
          "noframes",
          "object",
          "option",
          "param",
          "plaintext",
          "script",
          "select",
          "source",
          "style",
          "svg",
          "template",
          "textarea",
          "title",
          "track",
          "video",
          "xml",
          "xmp");

  static final Set<String> VOID = Set.of("br", "col", "hr", "img", "wbr");

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "abbr",
          "align",
          "alt",
          "bgcolor",
          "border",
          "cellpadding",
          "cellspacing",
          "color",
          "colspan",
          "datetime",
          "dir",
          "face",
          "height",
          "hspace",
          "lang",
          "noshade",
          "nowrap",
          "open",
          "rowspan",
          "rules",
          "scope",
          "size",
          "span",
          "start",
          "title",
          "type",
          "valign",
          "value",
          "vspace",
          "width");

  private final Set<String> contentIds;
  private final StringBuilder html;

  private HtmlSanitizer(Set<String> contentIds, int size) {
    this.contentIds = contentIds;
    this.html = new StringBuilder(size);
  }

  static String sanitize(Element body, Set<String> contentIds) {
    HtmlSanitizer sanitizer = new HtmlSanitizer(contentIds, 1024);
    NodeTraversor.filter(sanitizer, body);
    return sanitizer.html.toString().strip();
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof TextNode text) {
      Escaping.text(text.getWholeText(), html);
    } else if (node instanceof Element element) {
      String name = element.normalName();
      if (DROPPED.contains(name)
          || !element.tag().namespace().equals("http://www.w3.org/1999/xhtml")) {
        return FilterResult.SKIP_ENTIRELY;
      }
      if (ELEMENTS.contains(name)) {
        open(element, name);
      }
    }
    return FilterResult.CONTINUE;
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element) {
      String name = element.normalName();
      if (ELEMENTS.contains(name) && !VOID.contains(name)) {
        html.append("</").append(name).append('>');
      }
    }
    return FilterResult.CONTINUE;
  }

  private void open(Element element, String name) {
    html.append('<').append(name);
    if (element.attributesSize() > 0) {
      for (Attribute attribute : element.attributes()) {
        attribute(name, attribute.getKey(), attribute.getValue());
      }
      if (name.equals("a") && element.hasAttr("href")) {
        Escaping.attribute("target", "_blank", html);
        Escaping.attribute("rel", "noopener noreferrer", html);
      }
    }
    html.append('>');
  }

  private void attribute(String element, String name, String value) {
    if (ATTRIBUTES.contains(name)) {
      Escaping.attribute(name, value, html);
    } else if (name.equals("style")) {
      String style = StyleFilter.filter(value);
      if (!style.isEmpty()) {
        Escaping.attribute(name, style, html);
      }
    } else if (name.equals("href") && element.equals("a")) {
      if (MailUrl.isLink(value)) {
        Escaping.attribute(name, value.strip(), html);
      }
    } else if (name.equals("src") && element.equals("img")) {
      image(value.strip());
    } else if (name.equals("cite") && MailUrl.isLink(value)) {
      Escaping.attribute(name, value.strip(), html);
    }
  }

  /** Images of the mail itself stay; a remote one would tell its server who reads the mail when. */
  private void image(String url) {
    if (MailUrl.isContentId(url)) {
      ContentIds.add(url, contentIds);
      Escaping.attribute("src", url, html);
    } else if (MailUrl.isEmbeddedImage(url)) {
      Escaping.attribute("src", url, html);
    } else if (MailUrl.isRemote(url)) {
      Escaping.attribute("data-remote-src", url, html);
    }
  }
}
