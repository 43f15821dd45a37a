package dev.mailbridge.simulator.smtp;

import dev.mailbridge.simulator.mime.MailHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** A delivery status notification (RFC 3464) as Exchange Online writes it. */
final class DeliveryFailure {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private DeliveryFailure() {}

  static byte[] report(Submission mail, String recipient, String reply, Instant now) {
    String boundary = "b-" + UUID.randomUUID();
    MailHeaders headers = MailHeaders.of(mail.raw());
    String subject = headers.first("Subject").orElse("");
    String messageId = headers.first("Message-ID").orElse("");
    String status = reply.matches("\\d{3} \\d\\.\\d+\\.\\d+.*") ? reply.split(" ")[1] : "5.0.0";
    String original =
        new String(mail.raw(), StandardCharsets.ISO_8859_1).split("\r\n\r\n", 2)[0] + "\r\n";
    String text =
        String.join(
            "\r\n",
            "From: Microsoft Outlook <postmaster@contoso.example>",
            "To: <" + mail.mailFrom() + ">",
            "Date: " + DATE.format(now),
            "Message-ID: <" + UUID.randomUUID() + "@simulator.prod.outlook.com>",
            "In-Reply-To: " + messageId,
            "References: " + messageId,
            "Subject: Undeliverable: " + subject,
            "Auto-Submitted: auto-replied",
            "MIME-Version: 1.0",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=\""
                + boundary
                + "\"",
            "",
            "--" + boundary,
            "Content-Type: text/plain; charset=us-ascii",
            "",
            "Your message to " + recipient + " couldn't be delivered.",
            "",
            reply,
            "",
            "--" + boundary,
            "Content-Type: message/delivery-status",
            "",
            "Reporting-MTA: dns;simulator.prod.outlook.com",
            "Arrival-Date: " + DATE.format(now),
            "",
            "Final-Recipient: rfc822;" + recipient,
            "Action: failed",
            "Status: " + status,
            "Diagnostic-Code: smtp;" + reply,
            "",
            "--" + boundary,
            "Content-Type: text/rfc822-headers",
            "",
            original,
            "--" + boundary + "--",
            "");
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
