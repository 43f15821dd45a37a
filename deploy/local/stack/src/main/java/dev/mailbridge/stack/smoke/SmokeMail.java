package dev.mailbridge.stack.smoke;

import dev.mailbridge.stack.client.SimulatedTenant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/** A customer's mail with an attachment; each is another. */
record SmokeMail(String messageId, String subject, byte[] attachment) {
  static SmokeMail create() {
    String nonce = UUID.randomUUID().toString();
    return new SmokeMail(
        "<%s@customer.example>".formatted(nonce),
        "The printer on floor 3 is out of paper",
        ("printer log of " + nonce + "\n").repeat(40).getBytes(StandardCharsets.UTF_8));
  }

  String attachmentSha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(attachment));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  byte[] raw() {
    return """
    From: Carla Customer <%s>
    To: HelpDesk <%s>
    Subject: %s
    Message-ID: %s
    Date: %s
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary="boundary-of-smoke"

    --boundary-of-smoke
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: 8bit

    Good day, could somebody bring paper to the printer? Thanks — Carla
    --boundary-of-smoke
    Content-Type: application/octet-stream; name="printer.log"
    Content-Disposition: attachment; filename="printer.log"
    Content-Transfer-Encoding: base64

    %s
    --boundary-of-smoke--
    """
        .formatted(
            SimulatedTenant.CUSTOMER,
            SimulatedTenant.HELPDESK,
            subject,
            messageId,
            DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)),
            Base64.getMimeEncoder(76, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(attachment))
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
