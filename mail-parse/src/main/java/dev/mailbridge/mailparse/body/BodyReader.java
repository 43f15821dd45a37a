package dev.mailbridge.mailparse.body;

import dev.mailbridge.mailparse.ParseLimits;
import dev.mailbridge.mailparse.html.HtmlBody;
import dev.mailbridge.mailparse.mime.ContentType;
import dev.mailbridge.mailparse.mime.Defects;
import dev.mailbridge.mailparse.mime.EncodedOctets;
import dev.mailbridge.mailparse.mime.MimePart;
import dev.mailbridge.mailparse.text.FlowedText;
import dev.mailbridge.mailparse.text.TextDecoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Chooses what is shown of a mail as a mail client would; the rest are attachments. */
final class BodyReader {
  private final ParseLimits limits;
  private final Defects defects;
  private final List<Attached> attached = new ArrayList<>();
  private final Set<String> shownIds = new HashSet<>();
  private final ContentHash contentHash;
  private boolean bodySeen;

  BodyReader(ParseLimits limits, ContentHash contentHash, Defects defects) {
    this.limits = limits;
    this.contentHash = contentHash;
    this.defects = defects;
  }

  List<Attached> attached() {
    return attached;
  }

  /** The Content-IDs that the HTML refers to. */
  Set<String> shownIds() {
    return shownIds;
  }

  Shown read(MimePart part) {
    if (!part.isMultipart()) {
      return leaf(part);
    }
    return switch (part.type().subtype()) {
      case "alternative" -> alternative(part.children());
      case "related" -> related(part);
      default -> mixed(part.children());
    };
  }

  private Shown mixed(List<MimePart> parts) {
    Shown shown = new Shown();
    for (MimePart part : parts) {
      shown.add(read(part));
    }
    return shown;
  }

  /** The last form that has HTML, and the last that is text alone (RFC 2046 section 5.1.4). */
  private Shown alternative(List<MimePart> parts) {
    Shown text = null;
    Shown html = null;
    for (MimePart part : parts) {
      bodySeen = false;
      Shown form = read(part);
      if (form.hasHtml()) {
        html = form;
      } else if (!form.isEmpty()) {
        text = form;
      }
    }
    bodySeen = true;
    if (html == null) {
      return text == null ? Shown.NOTHING : text;
    }
    return Shown.of(new Block(text == null ? null : text.text(), html.html(), html::text));
  }

  /** The root and what it refers to (RFC 2387). */
  private Shown related(MimePart part) {
    List<MimePart> parts = part.children();
    MimePart root = root(part);
    Shown shown = read(root);
    for (MimePart other : parts) {
      if (other == root) {
        continue;
      }
      if (other.isMultipart()) {
        shown = joined(shown, read(other));
      } else if (shown.isEmpty() && isText(other)) {
        shown = read(other);
      } else {
        attach(other);
      }
    }
    return shown;
  }

  private static Shown joined(Shown first, Shown second) {
    Shown both = new Shown();
    both.add(first);
    both.add(second);
    return both;
  }

  private static MimePart root(MimePart related) {
    String start = related.type().parameter("start");
    if (start != null) {
      String id = start.replace("<", "").replace(">", "").strip();
      for (MimePart part : related.children()) {
        if (id.equals(part.contentId())) {
          return part;
        }
      }
    }
    return related.children().getFirst();
  }

  private Shown leaf(MimePart part) {
    if (!isText(part)) {
      attach(part);
      return Shown.NOTHING;
    }
    bodySeen = true;
    ContentType type = part.type();
    EncodedOctets octets = part.octets();
    byte[] decoded = octets.first(limits.textChars());
    if (decoded.length == limits.textChars() && octets.encodedSize() > decoded.length) {
      defects.add("text-too-long", "more than " + limits.textChars() + " octets of text");
    }
    contentHash.text(decoded);
    String text = TextDecoder.decode(decoded, type.charset(), true, defects);
    if (type.is("text/html")) {
      HtmlBody html = HtmlBody.read(text, shownIds);
      return Shown.of(new Block(null, html.html(), html::text));
    }
    String plain = PlainText.normalise(text);
    if ("flowed".equalsIgnoreCase(type.parameter("format"))) {
      plain = FlowedText.unflow(plain, "yes".equalsIgnoreCase(type.parameter("delsp")));
    }
    return Shown.of(Block.ofText(plain));
  }

  /** Whether a leaf is part of the text. */
  private boolean isText(MimePart part) {
    if (part.disposition().isAttachment()) {
      return false;
    }
    return switch (part.type().type()) {
      case "text/plain", "text/html" ->
          part.filename() == null || !bodySeen && !part.disposition().isInline();
      case "text", "text/markdown", "text/x-markdown" -> part.filename() == null;
      default -> false;
    };
  }

  private void attach(MimePart part) {
    attached.add(
        new Attached(
            part.filename(),
            part.type().type(),
            part.disposition().isInline(),
            part.contentId(),
            part.octets()));
  }
}
