package dev.mailbridge.imappoller.publish;

import dev.mailbridge.mailparse.ParsedMail;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** What is known of a mail that the parser failed on: a fault of ours, and still a mail. */
final class UnparsableMail {
  private UnparsableMail() {}

  static ParsedMail of(byte[] raw, Throwable cause) {
    String sha256 = sha256(raw);
    return new ParsedMail(
        "<%s@unparsable.invalid>".formatted(sha256.substring(0, 32)),
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        "",
        null,
        "",
        null,
        "",
        List.of(),
        List.of(),
        ParsedMail.Kind.MAIL,
        false,
        null,
        null,
        null,
        null,
        null,
        List.of(
            new ParsedMail.Defect(
                "unparsable",
                "The mail could not be read (%s); its raw content is whole"
                    .formatted(cause.getClass().getSimpleName()))),
        sha256,
        raw.length,
        sha256);
  }

  static String sha256(byte[] raw) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
