package dev.mailbridge.mailparse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Mails for tests: those of the cases, and those put together by hand. */
final class Mails {
  static final MailParser PARSER = new MailParser();

  private Mails() {}

  static byte[] read(String path) {
    try (InputStream in = Mails.class.getResourceAsStream("/cases/" + path)) {
      if (in == null) {
        throw new IllegalArgumentException("no file /cases/" + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ParsedMail parseCase(String path) {
    return PARSER.parse(read(path));
  }

  /** A mail by its lines, joined by CRLF; characters above 127 become UTF-8. */
  static ParsedMail parse(String... lines) {
    return PARSER.parse(octets(lines));
  }

  static byte[] octets(String... lines) {
    return (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  /** A mail by its lines with each character one octet. */
  static ParsedMail parseLatin1(String... lines) {
    return PARSER.parse(
        (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  static List<String> codes(ParsedMail mail) {
    return mail.defects().stream().map(ParsedMail.Defect::code).toList();
  }

  /** The facts of an attachment that can be compared. */
  record File(
      String filename,
      String contentType,
      boolean inline,
      String contentId,
      long size,
      String sha256) {}

  static List<File> files(ParsedMail mail) {
    return mail.attachments().stream()
        .map(
            one ->
                new File(
                    one.filename(),
                    one.contentType(),
                    one.inline(),
                    one.contentId(),
                    one.size(),
                    one.sha256()))
        .toList();
  }
}
