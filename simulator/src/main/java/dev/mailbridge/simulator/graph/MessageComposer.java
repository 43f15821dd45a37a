package dev.mailbridge.simulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.simulator.mime.MailHeaders;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;

/** Makes a mail of a JSON message, and reads one that came as base64 MIME. */
final class MessageComposer {
  private MessageComposer() {}

  static byte[] fromMime(byte[] base64) {
    try {
      byte[] raw = Base64.getMimeDecoder().decode(base64);
      if (MailHeaders.of(raw).fields().isEmpty()) {
        throw mimeInvalid();
      }
      return raw;
    } catch (IllegalArgumentException e) {
      throw mimeInvalid();
    }
  }

  private static GraphException mimeInvalid() {
    return new GraphException(
        400, "ErrorMimeContentInvalidBase64String", "Invalid base64 string for MIME content.");
  }

  static byte[] fromJson(JsonNode json, String mailbox, Instant now) {
    try {
      MimeMessage mail = new FixedId(messageId(json));
      mail.setSentDate(Date.from(now));
      JsonNode from = json.path("from").path("emailAddress");
      mail.setFrom(from.isMissingNode() ? new InternetAddress(mailbox) : address(from));
      recipients(mail, Message.RecipientType.TO, json.path("toRecipients"));
      recipients(mail, Message.RecipientType.CC, json.path("ccRecipients"));
      recipients(mail, Message.RecipientType.BCC, json.path("bccRecipients"));
      if (!json.path("replyTo").isEmpty()) {
        mail.setReplyTo(addresses(json.path("replyTo")));
      }
      mail.setSubject(json.path("subject").asText(""), "UTF-8");
      headers(mail, json.path("internetMessageHeaders"));
      body(mail, json);
      mail.saveChanges();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      mail.writeTo(out);
      return out.toByteArray();
    } catch (MessagingException | IOException e) {
      throw new GraphException(400, "ErrorInvalidRecipients", e.getMessage());
    }
  }

  private static String messageId(JsonNode json) {
    String wanted = json.path("internetMessageId").asText("");
    String unique = UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
    return wanted.isEmpty()
        ? "<SIM" + unique.substring(0, 28) + "@SIMULATOR.eurprd01.prod.outlook.com>"
        : wanted;
  }

  private static InternetAddress address(JsonNode json) throws UnsupportedEncodingException {
    return new InternetAddress(
        json.path("address").asText(), json.path("name").asText(null), "UTF-8");
  }

  private static InternetAddress[] addresses(JsonNode list) throws UnsupportedEncodingException {
    InternetAddress[] all = new InternetAddress[list.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = address(list.get(i).path("emailAddress"));
    }
    return all;
  }

  private static void recipients(MimeMessage mail, Message.RecipientType type, JsonNode list)
      throws MessagingException, UnsupportedEncodingException {
    if (!list.isEmpty()) {
      mail.setRecipients(type, addresses(list));
    }
  }

  /** Only names that begin with x- may be given (Microsoft's internetMessageHeader). */
  private static void headers(MimeMessage mail, JsonNode list) throws MessagingException {
    for (JsonNode header : list) {
      String name = header.path("name").asText();
      if (!name.toLowerCase(Locale.ROOT).startsWith("x-")) {
        throw new GraphException(
            400,
            "InvalidInternetMessageHeader",
            "The internet message header name '" + name + "' should start with 'x-' or 'X-'.");
      }
      mail.setHeader(name, header.path("value").asText());
    }
  }

  private static void body(MimeMessage mail, JsonNode json) throws MessagingException {
    String content = json.path("body").path("content").asText("");
    String subtype =
        json.path("body").path("contentType").asText("text").equalsIgnoreCase("html")
            ? "html"
            : "plain";
    if (json.path("attachments").isEmpty()) {
      mail.setText(content, "UTF-8", subtype);
      return;
    }
    MimeMultipart mixed = new MimeMultipart("mixed");
    MimeBodyPart text = new MimeBodyPart();
    text.setText(content, "UTF-8", subtype);
    mixed.addBodyPart(text);
    for (JsonNode attachment : json.path("attachments")) {
      MimeBodyPart part = new MimeBodyPart();
      byte[] octets =
          Base64.getDecoder()
              .decode(attachment.path("contentBytes").asText().getBytes(StandardCharsets.US_ASCII));
      String type = attachment.path("contentType").asText("application/octet-stream");
      part.setDataHandler(new DataHandler(new ByteArrayDataSource(octets, type)));
      part.setFileName(attachment.path("name").asText("attachment"));
      part.setDisposition(attachment.path("isInline").asBoolean() ? "inline" : "attachment");
      if (attachment.hasNonNull("contentId")) {
        part.setContentID("<" + attachment.path("contentId").asText() + ">");
      }
      mixed.addBodyPart(part);
    }
    mail.setContent(mixed);
  }

  /** Angus would replace the Message-ID when the mail is saved. */
  private static final class FixedId extends MimeMessage {
    private final String id;

    FixedId(String id) {
      super(Session.getInstance(new Properties()));
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
