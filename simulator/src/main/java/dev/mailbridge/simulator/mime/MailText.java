package dev.mailbridge.simulator.mime;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The readable content of a mail: its text, its HTML, its attachments. */
public record MailText(Optional<String> text, Optional<String> html, List<MimePart> attachments) {

  public static MailText of(MimePart mail) {
    List<MimePart> leaves = new ArrayList<>();
    collect(mail, leaves);
    Optional<MimePart> text = first(leaves, "plain");
    Optional<MimePart> html = first(leaves, "html");
    List<MimePart> attachments =
        leaves.stream()
            .filter(part -> part != text.orElse(null) && part != html.orElse(null))
            .toList();
    return new MailText(
        text.map(MailText::decodeText), html.map(MailText::decodeText), attachments);
  }

  private static void collect(MimePart part, List<MimePart> leaves) {
    if (part.isMultipart() && !part.children().isEmpty()) {
      part.children().forEach(child -> collect(child, leaves));
    } else {
      leaves.add(part);
    }
  }

  private static Optional<MimePart> first(List<MimePart> leaves, String subtype) {
    return leaves.stream()
        .filter(part -> part.type().equals("text") && part.subtype().equals(subtype))
        .filter(
            part ->
                part.disposition()
                    .map(one -> !"attachment".equalsIgnoreCase(one.getDisposition()))
                    .orElse(true))
        .findFirst();
  }

  /** The octets of a part without its transfer encoding. */
  public static byte[] decode(MimePart part) {
    ByteArrayInputStream body =
        new ByteArrayInputStream(part.raw(), part.bodyStart(), part.bodySize());
    try {
      return MimeUtility.decode(body, part.encoding()).readAllBytes();
    } catch (MessagingException | IOException e) {
      return new byte[0];
    }
  }

  private static String decodeText(MimePart part) {
    return new String(decode(part), charset(part));
  }

  private static Charset charset(MimePart part) {
    try {
      return Charset.forName(
          MimeUtility.javaCharset(part.parameters().getOrDefault("charset", "utf-8")));
    } catch (IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }

  /** The name of an attachment. */
  public static Optional<String> fileName(MimePart part) {
    return part.disposition()
        .map(one -> one.getParameter("filename"))
        .or(() -> Optional.ofNullable(part.parameters().get("name")));
  }
}
