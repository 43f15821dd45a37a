package dev.mailbridge.simulator.mail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/** Invented mails, equal for equal numbers. */
public final class SampleMail {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
  private static final Instant FIRST = Instant.parse("2026-03-03T08:00:00Z");

  private SampleMail() {}

  /** Mail {@code number}; octet n of its attachment is n mod 251. */
  public static byte[] numbered(int number, int attachmentSize) {
    String head =
        "From: Ann Sample <ann@customer.example>\r\n"
            + "To: helpdesk@contoso.example\r\n"
            + "Date: "
            + DATE.format(FIRST.plusSeconds(number))
            + "\r\nMessage-ID: <m"
            + number
            + "@customer.example>\r\nSubject: mail "
            + number
            + "\r\nMIME-Version: 1.0\r\n";
    if (attachmentSize == 0) {
      return (head
              + "Content-Type: text/plain; charset=utf-8\r\n\r\nThe printer on floor "
              + number % 40
              + " has no paper.\r\nbody "
              + number
              + "\r\n")
          .getBytes(StandardCharsets.US_ASCII);
    }
    byte[] attachment = new byte[attachmentSize];
    for (int n = 0; n < attachmentSize; n++) {
      attachment[n] = (byte) (n % 251);
    }
    return (head
            + "Content-Type: multipart/mixed; boundary=\"b"
            + number
            + "\"\r\n\r\n--b"
            + number
            + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nbody "
            + number
            + "\r\n--b"
            + number
            + "\r\nContent-Type: application/octet-stream; name=\"data.bin\"\r\n"
            + "Content-Disposition: attachment; filename=\"data.bin\"\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\n"
            + Base64.getMimeEncoder().encodeToString(attachment)
            + "\r\n--b"
            + number
            + "--\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** A mail to deliver from the state page. */
  public static byte[] toMailbox(String address, Instant now, String nonce) {
    return ("From: Customer <customer@customer.example>\r\n"
            + "To: <"
            + address
            + ">\r\nDate: "
            + DATE.format(now)
            + "\r\nMessage-ID: <sample-"
            + nonce
            + "@customer.example>\r\nSubject: My printer does not print\r\n"
            + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
            + "Hello,\r\n\r\nmy printer has paper and toner, and still does not print.\r\n\r\n"
            + "Regards\r\nA customer\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
