package dev.mailbridge.mailparse.body;

import dev.mailbridge.mailparse.ParseLimits;
import dev.mailbridge.mailparse.html.HtmlBody;
import dev.mailbridge.mailparse.mime.ContentType;
import dev.mailbridge.mailparse.mime.Defects;
import dev.mailbridge.mailparse.mime.EncodedOctets;
import dev.mailbridge.mailparse.mime.MimePart;
import dev.mailbridge.mailparse.text.FlowedText;
import dev.mailbridge.mailparse.text.TextDecoder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Chooses what is shown of a mail as a mail client would; the rest are attachments. */
final class BodyReader {
  /** A tree of more elements needs more memory than a mail is worth. */
  private static final int MOST_ELEMENTS = 60_000;

  private final ParseLimits limits;
  private final Deadline deadline;
  private final Defects defects;
  private final ContentHash contentHash;
  private final PartFiles files;
  private final Set<String> shownIds = new HashSet<>();
  private boolean bodySeen;

  BodyReader(ParseLimits limits, Deadline deadline, ContentHash contentHash, Defects defects) {
    this.limits = limits;
    this.deadline = deadline;
    this.contentHash = contentHash;
    this.defects = defects;
    this.files = new PartFiles(limits, defects);
  }

  PartFiles files() {
    return files;
  }

  /** The Content-IDs that the HTML refers to. */
  Set<String> shownIds() {
    return shownIds;
  }

  /** What is shown of the whole mail. */
  Shown readMail(MimePart root) {
    Shown shown = read(root);
    if (files.tnefBody() != null && (shown.isEmpty() || shown.text().isBlank())) {
      return tnef();
    }
    return shown;
  }

  /** Outlook put the text into winmail.dat and left the mail's own empty. */
  private Shown tnef() {
    String html = files.tnefBody().html();
    String text = files.tnefBody().text();
    String plain = text == null ? null : PlainText.normalise(text);
    if (html == null) {
      return plain == null ? Shown.NOTHING : Shown.of(Block.ofText(plain));
    }
    Shown shown = html(html);
    return Shown.of(new Block(plain, shown.html(), shown::text));
  }

  private Shown read(MimePart part) {
    files.note(part);
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
    MimePart root = root(part);
    Shown shown = new Shown();
    shown.add(read(root));
    for (MimePart other : part.children()) {
      if (other == root) {
        continue;
      }
      if (other.isMultipart() || shown.isEmpty() && isText(other)) {
        shown.add(read(other));
      } else {
        files.note(other);
        files.attach(other);
      }
    }
    return shown;
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
    MimePart signed = files.opened(part);
    if (signed != null) {
      return read(signed);
    }
    if (!isText(part)) {
      files.attach(part);
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
    String text = TextDecoder.decode(decoded, type.charset(), !deadline.isPassed(), defects);
    if (type.is("text/html")) {
      return html(text);
    }
    String plain = PlainText.normalise(text);
    if ("flowed".equalsIgnoreCase(type.parameter("format"))) {
      plain = FlowedText.unflow(plain, "yes".equalsIgnoreCase(type.parameter("delsp")));
    }
    return Shown.of(Block.ofText(files.withoutUuencoded(plain)));
  }

  private Shown html(String text) {
    if (deadline.isPassed()) {
      defects.add("too-slow", "HTML read as bare text after " + limits.time().toMillis() + " ms");
      return Shown.of(Block.ofText(PlainText.normalise(HtmlBody.withoutTags(text))));
    }
    HtmlBody html = HtmlBody.read(within(text), shownIds);
    return Shown.of(new Block(null, html.html(), html::text));
  }

  private String within(String html) {
    int elements = 0;
    for (int i = html.indexOf('<'); i >= 0; i = html.indexOf('<', i + 1)) {
      if (++elements > MOST_ELEMENTS) {
        defects.add("html-too-long", "more than " + MOST_ELEMENTS + " tags");
        return html.substring(0, i);
      }
    }
    return html;
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
}
