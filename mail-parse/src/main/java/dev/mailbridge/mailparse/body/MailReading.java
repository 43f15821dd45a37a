package dev.mailbridge.mailparse.body;

import dev.mailbridge.mailparse.ParseLimits;
import dev.mailbridge.mailparse.ParsedMail;
import dev.mailbridge.mailparse.ParsedMail.Address;
import dev.mailbridge.mailparse.ParsedMail.Attachment;
import dev.mailbridge.mailparse.ParsedMail.BounceReport;
import dev.mailbridge.mailparse.ParsedMail.Calendar;
import dev.mailbridge.mailparse.ParsedMail.Defect;
import dev.mailbridge.mailparse.ParsedMail.Header;
import dev.mailbridge.mailparse.ParsedMail.Kind;
import dev.mailbridge.mailparse.header.AddressList;
import dev.mailbridge.mailparse.header.AuthenticationResults;
import dev.mailbridge.mailparse.header.MailDate;
import dev.mailbridge.mailparse.header.MessageIds;
import dev.mailbridge.mailparse.mime.Defects;
import dev.mailbridge.mailparse.mime.HeaderBlock;
import dev.mailbridge.mailparse.mime.MimePart;
import dev.mailbridge.mailparse.mime.StructureReader;
import dev.mailbridge.mailparse.reply.ReplyText;
import dev.mailbridge.mailparse.report.DeliveryStatus;
import dev.mailbridge.mailparse.report.KindClassifier;
import dev.mailbridge.mailparse.text.EncodedWords;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads one mail from its octets to its facts. */
public final class MailReading {
  private final byte[] raw;
  private final ParseLimits limits;
  private final Set<String> trustedAuthservIds;
  private final Deadline deadline;
  private final Defects defects = new Defects();
  private final HeaderBlock headers;
  private final MimePart root;

  public MailReading(byte[] raw, ParseLimits limits, Set<String> trustedAuthservIds) {
    this.raw = raw;
    this.limits = limits;
    this.deadline = new Deadline(limits.time());
    this.trustedAuthservIds = trustedAuthservIds;
    this.root = new StructureReader(raw, limits.depth(), limits.parts(), defects).read();
    this.headers = root.headers();
  }

  public ParsedMail read() {
    MessageDigest digest = Sha256.digest();
    digest.update(raw);
    String sha256 = Sha256.hex(digest);
    ContentHash contentHash = new ContentHash();
    contentHash.field(headers.first("From"));
    contentHash.field(headers.first("Date"));
    contentHash.field(headers.first("Subject"));
    BodyReader body = new BodyReader(limits, deadline, contentHash, defects);
    Shown shown = body.readMail(root);
    PartFiles files = body.files();
    String html = shown.html();
    String text = text(shown, files.calendar());
    String subject = subject();
    List<Attachment> attachments =
        new Attachments(body.shownIds(), contentHash).of(files.attached());
    BounceReport bounce = DeliveryStatus.read(root, text);
    KindClassifier classifier = new KindClassifier(headers);
    Kind kind = classifier.kind(bounce, KindClassifier.isReceipt(root), files.isInvitation());
    return new ParsedMail(
        messageId(sha256),
        MessageIds.parse(headers.all("In-Reply-To")),
        MessageIds.parse(headers.all("References")),
        from(),
        sender(),
        addresses("To"),
        addresses("Cc"),
        addresses("Bcc"),
        addresses("Reply-To"),
        subject,
        date(),
        text,
        html,
        deadline.isPassed() ? text : ReplyText.of(text, subject),
        headerList(),
        attachments,
        kind,
        classifier.isAutomatic(kind),
        returnPath(),
        bounce,
        files.calendar(),
        AuthenticationResults.parse(headers.all("Authentication-Results"), trustedAuthservIds),
        files.security(),
        defects.all().stream().map(one -> new Defect(one.code(), one.detail())).toList(),
        contentHash.value(),
        raw.length,
        sha256);
  }

  /** An invitation without words is shown by what, when and who. */
  private static String text(Shown shown, Calendar calendar) {
    String text = shown.text();
    if (!text.isBlank() || calendar == null || calendar.summary() == null) {
      return text;
    }
    StringBuilder words = new StringBuilder(calendar.summary());
    if (calendar.start() != null) {
      words.append('\n').append(calendar.start());
      if (calendar.end() != null) {
        words.append(" – ").append(calendar.end());
      }
    }
    if (calendar.organizer() != null) {
      words.append('\n').append(calendar.organizer());
    }
    return words.toString();
  }

  private String messageId(String sha256) {
    List<String> values = headers.all("Message-ID");
    String id = MessageIds.first(values);
    if (values.size() > 1) {
      defects.add("several-message-ids", values.size() + " Message-ID headers");
    }
    if (id != null) {
      return id;
    }
    defects.add("no-message-id", values.isEmpty() ? "absent" : values.getFirst());
    return "<" + sha256.substring(0, 32) + "@no-message-id.invalid>";
  }

  private List<Address> from() {
    List<Address> from = addresses("From");
    if (from.isEmpty()) {
      defects.add("no-from", "no address in From");
    }
    return from;
  }

  private Address sender() {
    List<Address> sender = addresses("Sender");
    return sender.isEmpty() ? null : sender.getFirst();
  }

  private List<Address> addresses(String name) {
    return AddressList.parse(headers.all(name), defects);
  }

  private String subject() {
    String subject = headers.first("Subject");
    return subject == null ? "" : EncodedWords.decode(subject).strip();
  }

  private Instant date() {
    String value = headers.first("Date");
    Instant date = value == null ? null : MailDate.parse(value);
    if (date == null) {
      defects.add("no-date", value == null ? "absent" : value);
    }
    return date;
  }

  private String returnPath() {
    String value = headers.first("Return-Path");
    return value == null ? null : value.replace("<", "").replace(">", "").strip();
  }

  private List<Header> headerList() {
    List<Header> list = new ArrayList<>(Math.min(headers.count(), 64));
    int left = limits.headerBytes();
    for (int i = 0; i < headers.count(); i++) {
      left -= headers.length(i);
      if (left < 0) {
        defects.add("headers-too-long", "more than " + limits.headerBytes() + " octets of headers");
        break;
      }
      list.add(new Header(headers.name(i), EncodedWords.decode(headers.value(i))));
    }
    return list;
  }
}
