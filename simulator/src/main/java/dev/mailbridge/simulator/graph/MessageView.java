package dev.mailbridge.simulator.graph;

import dev.mailbridge.simulator.http.Call;
import dev.mailbridge.simulator.mail.MailFolder;
import dev.mailbridge.simulator.mail.StoredMail;
import dev.mailbridge.simulator.mime.MailHeaders;
import dev.mailbridge.simulator.mime.MailText;
import dev.mailbridge.simulator.mime.MimePart;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A message as Graph shows it. */
final class MessageView {
  private MessageView() {}

  static Map<String, Object> of(Call call, MailFolder folder, StoredMail mail) {
    MimePart structure = MimePart.parse(mail.content().octets());
    MailHeaders headers = structure.headers();
    MailText text = MailText.of(structure);
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("@odata.etag", "W/\"" + mail.version() + "\"");
    view.put("id", MessageIds.of(call, folder, mail));
    view.put("changeKey", String.valueOf(mail.version()));
    view.put("parentFolderId", folder.id());
    view.put("internetMessageId", headers.first("Message-ID").orElse(null));
    view.put("conversationId", conversation(headers));
    view.put("subject", headers.first("Subject").map(MessageView::decode).orElse(""));
    view.put("receivedDateTime", mail.receivedAt().truncatedTo(ChronoUnit.SECONDS));
    view.put(
        "sentDateTime", sentAt(headers).orElse(mail.receivedAt()).truncatedTo(ChronoUnit.SECONDS));
    view.put("from", addresses(headers, "From").stream().findFirst().orElse(null));
    view.put(
        "sender",
        addresses(headers, "Sender").stream()
            .findFirst()
            .or(() -> addresses(headers, "From").stream().findFirst())
            .orElse(null));
    view.put("toRecipients", addresses(headers, "To"));
    view.put("ccRecipients", addresses(headers, "Cc"));
    view.put("bccRecipients", addresses(headers, "Bcc"));
    view.put("replyTo", addresses(headers, "Reply-To"));
    view.put("isRead", mail.has("\\Seen"));
    view.put("isDraft", mail.has("\\Draft"));
    view.put("importance", "normal");
    view.put("flag", Map.of("flagStatus", mail.has("\\Flagged") ? "flagged" : "notFlagged"));
    view.put("hasAttachments", !text.attachments().isEmpty());
    String plain = text.text().orElse("");
    view.put("bodyPreview", plain.substring(0, Math.min(255, plain.length())));
    view.put(
        "body",
        text.html().isPresent()
            ? Map.of("contentType", "html", "content", text.html().get())
            : Map.of("contentType", "text", "content", plain));
    if (call.query("$select")
        .map(select -> select.contains("internetMessageHeaders"))
        .orElse(false)) {
      view.put(
          "internetMessageHeaders",
          headers.fields().stream()
              .map(field -> Map.of("name", field.name(), "value", field.value()))
              .toList());
    }
    return Page.select(call, view);
  }

  /** Exchange threads by References and In-Reply-To; the first of them names the conversation. */
  private static String conversation(MailHeaders headers) {
    String root =
        headers
            .first("References")
            .or(() -> headers.first("In-Reply-To"))
            .or(() -> headers.first("Message-ID"))
            .orElse("")
            .strip()
            .split("\\s+")[0];
    return UUID.nameUUIDFromBytes(root.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static Optional<Instant> sentAt(MailHeaders headers) {
    return headers
        .first("Date")
        .flatMap(
            value -> {
              try {
                return Optional.of(new MailDateFormat().parse(value).toInstant());
              } catch (ParseException e) {
                return Optional.empty();
              }
            });
  }

  private static String decode(String value) {
    try {
      return MimeUtility.decodeText(value);
    } catch (UnsupportedEncodingException e) {
      return value;
    }
  }

  private static List<Map<String, Object>> addresses(MailHeaders headers, String name) {
    List<String> values = headers.all(name);
    if (values.isEmpty()) {
      return List.of();
    }
    try {
      return Arrays.stream(InternetAddress.parseHeader(String.join(", ", values), false))
          .map(MessageView::address)
          .toList();
    } catch (AddressException e) {
      return List.of();
    }
  }

  private static Map<String, Object> address(InternetAddress address) {
    String name = address.getPersonal() == null ? address.getAddress() : address.getPersonal();
    return Map.of("emailAddress", Map.of("name", name, "address", address.getAddress()));
  }

  static List<Map<String, Object>> attachments(StoredMail mail) {
    List<MimePart> parts = MailText.of(MimePart.parse(mail.content().octets())).attachments();
    return java.util.stream.IntStream.range(0, parts.size())
        .mapToObj(index -> attachment(parts.get(index), index))
        .toList();
  }

  private static Map<String, Object> attachment(MimePart part, int index) {
    byte[] octets = MailText.decode(part);
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("@odata.type", "#microsoft.graph.fileAttachment");
    view.put("id", "attachment-" + index);
    view.put("name", MailText.fileName(part).orElse("attachment"));
    view.put("contentType", part.type() + "/" + part.subtype());
    view.put("size", octets.length);
    view.put(
        "isInline",
        part.disposition()
            .map(one -> "inline".equalsIgnoreCase(one.getDisposition()))
            .orElse(false));
    view.put(
        "contentId",
        part.headers().first("Content-ID").map(id -> id.replaceAll("[<>]", "")).orElse(null));
    view.put("contentBytes", Base64.getEncoder().encodeToString(octets));
    return view;
  }
}
