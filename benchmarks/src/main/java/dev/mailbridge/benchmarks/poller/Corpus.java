package dev.mailbridge.benchmarks.poller;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** Multipart mails of 2 to 50 KB, median about 10 KB, the same for the same seed. */
public final class Corpus {
  private static final String WORDS =
      "printer ticket customer invoice delivery network password monitor account update question";
  private final Random random;

  public Corpus(long seed) {
    random = new Random(seed);
  }

  public byte[] mail(int number) {
    int size = (int) Math.clamp(Math.exp(9.1 + 0.8 * random.nextGaussian()), 2_000, 50_000);
    StringBuilder text = new StringBuilder();
    String[] words = WORDS.split(" ");
    while (text.length() < Math.min(size / 3, 4_000)) {
      text.append(words[random.nextInt(words.length)])
          .append(text.length() % 70 > 60 ? "\r\n" : " ");
    }
    byte[] attachment = new byte[Math.max(100, (size - 2 * text.length()) * 3 / 4)];
    random.nextBytes(attachment);
    String mail =
        """
        From: Customer %1$d <customer%1$d@customer.example>
        To: Help Desk <desk@contoso.example>
        Subject: Question %1$d about a printer
        Date: Tue, 03 Mar 2026 09:00:00 +0100
        Message-ID: <bench-%1$d-%2$d@customer.example>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="outer"

        --outer
        Content-Type: multipart/alternative; boundary="inner"

        --inner
        Content-Type: text/plain; charset=utf-8

        %3$s
        --inner
        Content-Type: text/html; charset=utf-8

        <html><body><p>%3$s</p></body></html>
        --inner--
        --outer
        Content-Type: application/pdf; name="a.pdf"
        Content-Disposition: attachment; filename="a.pdf"
        Content-Transfer-Encoding: base64

        %4$s
        --outer--
        """
            .replace("\n", "\r\n")
            .formatted(
                number,
                random.nextLong() >>> 1,
                text,
                Base64.getMimeEncoder().encodeToString(attachment));
    return mail.getBytes(StandardCharsets.UTF_8);
  }
}
