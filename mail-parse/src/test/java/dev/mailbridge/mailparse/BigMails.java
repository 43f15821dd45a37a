package dev.mailbridge.mailparse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Parses mails of 30 MiB of the kind that its argument names, in a process whose heap is limited
 * from outside. Prints the time that it took in milliseconds.
 */
final class BigMails {
  private static final int SIZE = 30 << 20;

  private BigMails() {}

  public static void main(String[] arguments) throws IOException {
    byte[] raw = mail(arguments[0]);
    long start = System.nanoTime();
    ParsedMail mail = new MailParser().parse(raw);
    for (ParsedMail.Attachment file : mail.attachments()) {
      long read = file.octets().open().transferTo(OutputStream.nullOutputStream());
      if (read != file.size()) {
        throw new IllegalStateException("read " + read + " octets of " + file.size());
      }
    }
    System.out.println((System.nanoTime() - start) / 1_000_000);
  }

  private static byte[] mail(String kind) {
    return switch (kind) {
      case "base64" ->
          filled(
              "Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n",
              "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0\r\n");
      case "tnef" ->
          filled(
              "Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64\r\n\r\n",
              "eJ8+IgEAAQaQCAAEAAAAAAABAAEAAQeQBgAIAAAA5AQAAAAAAADoAAEIgAcAGAAAAElQTS5NaWNy\r\n");
      case "smime" ->
          filled(
              "Content-Type: application/pkcs7-mime\r\n"
                  + "Content-Transfer-Encoding: base64\r\n\r\n"
                  + "MIAGCSqGSIb3DQEHAqCA",
              "MIAGCSqGSIb3DQEHAqCAMIACAQExADCABgkqhkiG9w0BBwGggCSABIID6A==\r\n");
      case "text" ->
          filled("Content-Type: text/plain; charset=utf-8\r\n\r\n", "Größe und viele Wörter\r\n");
      case "html" ->
          filled(
              "Content-Type: text/html; charset=utf-8\r\n\r\n",
              "<p class=\"x\" style=\"color:red\">Wörter <b>und</b> <a"
                  + " href=\"https://x.example/\">mehr</a></p>");
      case "nested-html" -> filled("Content-Type: text/html\r\n\r\n", "<div><b><i>");
      case "headers" ->
          filled(
              "Subject: x\r\n",
              "X-Header: something that is not so short, over and over again\r\n");
      case "one-header" -> filled("Subject: ", "=?utf-8?Q?w=C3=B6rter?=\r\n ");
      case "addresses" -> filled("To: ", "\"Bee, B\" <b@x.example>,\r\n ");
      case "parts" ->
          filled(
              "Content-Type: multipart/mixed; boundary=b\r\n\r\n",
              "--b\r\nContent-Type: application/pdf\r\n\r\nPDF\r\n");
      case "delimiters" -> filled("Content-Type: multipart/mixed; boundary=b\r\n\r\n", "--c\r\n");
      default -> throw new IllegalArgumentException("no such kind: " + kind);
    };
  }

  private static byte[] filled(String start, String line) {
    byte[] raw = new byte[SIZE];
    byte[] first = start.getBytes(StandardCharsets.UTF_8);
    byte[] again = line.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(first, 0, raw, 0, first.length);
    int at = first.length;
    while (at + again.length <= raw.length) {
      System.arraycopy(again, 0, raw, at, again.length);
      at += again.length;
    }
    Arrays.fill(raw, at, raw.length, (byte) '\n');
    return raw;
  }
}
