package dev.mailbridge.smtpsender.compose;

import dev.mailbridge.contracts.OutgoingMail;
import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import java.util.List;

/**
 * The parts as clients expect them: {@code mixed(alternative(plain, related(html, images)),
 * files)}, without the levels that have but one child.
 */
final class MailBody {
  private final OutgoingMail mail;
  private final AttachmentSource source;

  MailBody(OutgoingMail mail, AttachmentSource source) {
    this.mail = mail;
    this.source = source;
  }

  void write(MimePart message) throws MessagingException {
    List<OutgoingMail.Attachment> files =
        mail.attachments().stream().filter(attachment -> !belongsToHtml(attachment)).toList();
    if (files.isEmpty()) {
      content(message);
      return;
    }
    MimeMultipart mixed = new MimeMultipart("mixed");
    MimeBodyPart content = new MimeBodyPart();
    content(content);
    mixed.addBodyPart(content);
    for (OutgoingMail.Attachment file : files) {
      mixed.addBodyPart(attachment(file, Part.ATTACHMENT));
    }
    message.setContent(mixed);
  }

  private void content(MimePart part) throws MessagingException {
    if (mail.html() == null) {
      plain(part, mail.text());
      return;
    }
    MimeMultipart alternative = new MimeMultipart("alternative");
    MimeBodyPart plain = new MimeBodyPart();
    plain(plain, mail.text() == null ? HtmlText.of(mail.html()) : mail.text());
    alternative.addBodyPart(plain);
    MimeBodyPart html = new MimeBodyPart();
    html(html);
    alternative.addBodyPart(html);
    part.setContent(alternative);
  }

  private void html(MimePart part) throws MessagingException {
    List<OutgoingMail.Attachment> images =
        mail.attachments().stream().filter(this::belongsToHtml).toList();
    if (images.isEmpty()) {
      part.setContent(mail.html(), "text/html; charset=utf-8");
      return;
    }
    MimeMultipart related = new MimeMultipart("related; type=\"text/html\"");
    MimeBodyPart html = new MimeBodyPart();
    html.setContent(mail.html(), "text/html; charset=utf-8");
    related.addBodyPart(html);
    for (OutgoingMail.Attachment image : images) {
      related.addBodyPart(attachment(image, Part.INLINE));
    }
    part.setContent(related);
  }

  private static void plain(MimePart part, String text) throws MessagingException {
    part.setContent(FlowedText.of(text), "text/plain; charset=utf-8; format=flowed");
  }

  private boolean belongsToHtml(OutgoingMail.Attachment attachment) {
    return mail.html() != null && attachment.inline() && attachment.contentId() != null;
  }

  private MimeBodyPart attachment(OutgoingMail.Attachment attachment, String disposition)
      throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setDataHandler(new DataHandler(new AttachmentData(attachment, source)));
    part.setHeader("Content-Transfer-Encoding", "base64");
    part.setDisposition(disposition);
    if (attachment.filename() != null) {
      part.setFileName(attachment.filename());
    }
    if (attachment.contentId() != null) {
      part.setContentID("<" + attachment.contentId() + ">");
    }
    return part;
  }
}
