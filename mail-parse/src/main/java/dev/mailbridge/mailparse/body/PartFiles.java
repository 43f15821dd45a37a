package dev.mailbridge.mailparse.body;

import dev.mailbridge.mailparse.ParseLimits;
import dev.mailbridge.mailparse.ParsedMail.Calendar;
import dev.mailbridge.mailparse.ParsedMail.Security;
import dev.mailbridge.mailparse.mime.Defects;
import dev.mailbridge.mailparse.mime.EncodedOctets;
import dev.mailbridge.mailparse.mime.HeaderBlock;
import dev.mailbridge.mailparse.mime.MimePart;
import dev.mailbridge.mailparse.mime.StructureReader;
import dev.mailbridge.mailparse.mime.TransferEncoding;
import dev.mailbridge.mailparse.report.CalendarReader;
import dev.mailbridge.mailparse.security.CmsMessage;
import dev.mailbridge.mailparse.text.EncodedWords;
import dev.mailbridge.mailparse.text.TextDecoder;
import dev.mailbridge.mailparse.tnef.Tnef;
import dev.mailbridge.mailparse.tnef.TnefReader;
import java.util.ArrayList;
import java.util.List;

/** The parts that aren't text: attachments, containers that are opened, calendars, signatures. */
final class PartFiles {
  private static final int LONGEST_CALENDAR = 1 << 20;
  private static final int LONGEST_HEADER = 64 << 10;
  private static final int MOST_OPENED = 4;

  private final ParseLimits limits;
  private final Defects defects;
  private final List<Attached> attached = new ArrayList<>();
  private Tnef tnefBody;
  private Calendar calendar;
  private boolean invitation;
  private String securityKind;
  private boolean signed;
  private boolean encrypted;
  private int opened;

  PartFiles(ParseLimits limits, Defects defects) {
    this.limits = limits;
    this.defects = defects;
  }

  List<Attached> attached() {
    return attached;
  }

  /** The winmail.dat that has a text, null when there is none. */
  Tnef tnefBody() {
    return tnefBody;
  }

  Calendar calendar() {
    return calendar;
  }

  /**
   * The mail itself invites, answers or cancels (RFC 5546), rather than carrying a calendar file.
   */
  boolean isInvitation() {
    return invitation;
  }

  Security security() {
    return securityKind == null ? null : new Security(securityKind, signed, encrypted);
  }

  String withoutUuencoded(String text) {
    if (text.contains("-----BEGIN PGP MESSAGE-----")) {
      secure("pgp", false, true);
    } else if (text.contains("-----BEGIN PGP SIGNED MESSAGE-----")) {
      secure("pgp", true, false);
    }
    return UuencodedFiles.extract(text, attached);
  }

  /** Takes note of what a part says about signatures and encryption. */
  void note(MimePart part) {
    String protocol = part.type().parameter("protocol");
    String lower = protocol == null ? "" : protocol.toLowerCase(java.util.Locale.ROOT);
    switch (part.type().type()) {
      case "multipart/signed" -> secure(lower.contains("pgp") ? "pgp" : "smime", true, false);
      case "multipart/encrypted" -> secure("pgp", false, true);
      default -> {}
    }
  }

  private void secure(String kind, boolean isSigned, boolean isEncrypted) {
    securityKind = securityKind == null ? kind : securityKind;
    signed |= isSigned;
    encrypted |= isEncrypted;
  }

  /** The mail inside an S/MIME part that is signed but not encrypted; null for other parts. */
  MimePart opened(MimePart part) {
    String type = part.type().type();
    if (!type.equals("application/pkcs7-mime") && !type.equals("application/x-pkcs7-mime")) {
      return null;
    }
    byte[] octets = part.octets().toByteArray();
    CmsMessage.Opened message = CmsMessage.open(octets);
    switch (message.type()) {
      case SIGNED -> secure("smime", true, false);
      case ENVELOPED -> secure("smime", false, true);
      case OTHER -> {
        String smimeType = part.type().parameter("smime-type");
        boolean says = smimeType != null && smimeType.startsWith("signed");
        secure("smime", says, !says);
        defects.add("broken-smime", "no CMS message that can be read");
      }
    }
    if (!message.hasContent() || ++opened > MOST_OPENED) {
      return null;
    }
    attach(part);
    return new StructureReader(
            octets, message.from(), message.to(), limits.depth(), limits.parts(), defects)
        .read();
  }

  void attach(MimePart part) {
    switch (part.type().type()) {
      case "application/ms-tnef", "application/vnd.ms-tnef" -> tnef(part);
      case "text/calendar", "application/ics" -> calendar(part);
      case "message/rfc822", "message/global" -> add(part, mailName(part));
      default -> {
        if ("winmail.dat".equalsIgnoreCase(part.filename())) {
          tnef(part);
        } else {
          add(part, part.filename());
        }
      }
    }
  }

  private void add(MimePart part, String filename) {
    attached.add(
        new Attached(
            filename,
            part.type().type(),
            part.disposition().isInline(),
            part.contentId(),
            part.octets()));
  }

  /** An attached mail without a filename is named after its subject. */
  private static String mailName(MimePart part) {
    if (part.filename() != null) {
      return part.filename();
    }
    HeaderBlock headers = HeaderBlock.of(part.octets().first(LONGEST_HEADER));
    String subject = EncodedWords.decode(headers.first("Subject"));
    return subject == null || subject.isBlank()
        ? null
        : subject.strip().replace('/', '_').replace('\\', '_') + ".eml";
  }

  private void calendar(MimePart part) {
    add(part, part.filename());
    String method = part.type().parameter("method");
    if (calendar != null && (invitation || method == null)) {
      return;
    }
    byte[] octets = part.octets().first(LONGEST_CALENDAR);
    String charset = part.type().charset();
    String text = TextDecoder.decode(octets, charset == null ? "utf-8" : charset, false, defects);
    Calendar read = CalendarReader.read(text, method);
    if (read == null) {
      defects.add("broken-calendar", "no event in the calendar");
      return;
    }
    calendar = read;
    invitation =
        part.type().is("text/calendar")
            && !part.disposition().isAttachment()
            && !read.method().equals("PUBLISH");
  }

  private void tnef(MimePart part) {
    byte[] octets = part.octets().toByteArray();
    Tnef tnef = new TnefReader(octets, (long) octets.length * limits.expansionRatio()).read();
    if (!tnef.complete()) {
      defects.add("broken-tnef", "winmail.dat ends early; it is kept as it is");
      add(part, part.filename());
    }
    if (tnefBody == null && (tnef.text() != null || tnef.html() != null)) {
      tnefBody = tnef;
    }
    for (Tnef.File file : tnef.attachments()) {
      String type = file.message() ? "application/ms-tnef" : file.contentType();
      if (type == null && file.filename() != null) {
        type = Filenames.typeOf(file.filename());
      }
      attached.add(
          new Attached(
              file.filename(),
              type == null ? "application/octet-stream" : type,
              false,
              file.contentId(),
              new EncodedOctets(octets, file.from(), file.to(), TransferEncoding.IDENTITY)));
    }
  }
}
