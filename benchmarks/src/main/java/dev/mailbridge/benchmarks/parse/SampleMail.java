package dev.mailbridge.benchmarks.parse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** The mails that are read: the same octets at each run. */
enum SampleMail {
  TEXT_5K {
    @Override
    void body(Composer mail) {
      mail.line("Content-Type: text/plain; charset=utf-8")
          .line("Content-Transfer-Encoding: quoted-printable")
          .line("")
          .text(4_200);
    }
  },
  MULTIPART_50K {
    @Override
    void body(Composer mail) {
      mail.line("Content-Type: multipart/alternative; boundary=a")
          .line("")
          .line("--a")
          .line("Content-Type: text/plain; charset=utf-8")
          .line("Content-Transfer-Encoding: quoted-printable")
          .line("")
          .text(3_000)
          .line("--a")
          .line("Content-Type: multipart/related; boundary=r")
          .line("")
          .line("--r")
          .line("Content-Type: text/html; charset=utf-8")
          .line("Content-Transfer-Encoding: 8bit")
          .line("")
          .html(6_000)
          .line("--r")
          .line("Content-Type: image/png; name=picture.png")
          .line("Content-ID: <picture@example>")
          .line("Content-Transfer-Encoding: base64")
          .line("")
          .file(28_000)
          .line("--r--")
          .line("--a--");
    }
  },
  ATTACHMENT_5M {
    @Override
    void body(Composer mail) {
      mail.line("Content-Type: multipart/mixed; boundary=m")
          .line("")
          .line("--m")
          .line("Content-Type: text/plain; charset=utf-8")
          .line("")
          .text(1_000)
          .line("--m")
          .line("Content-Type: application/zip; name=files.zip")
          .line("Content-Disposition: attachment; filename=files.zip")
          .line("Content-Transfer-Encoding: base64")
          .line("")
          .file(5 << 20)
          .line("--m--");
    }
  };

  abstract void body(Composer mail);

  byte[] octets() {
    Composer mail = new Composer();
    for (int i = 0; i < 4; i++) {
      mail.line(
              "Received: from mx"
                  + i
                  + ".example.net by mx.example.com with ESMTPS id abcdef"
                  + i
                  + ";")
          .line(" Tue, 3 Mar 2026 08:00:00 +0000");
    }
    mail.line("From: =?utf-8?Q?J=C3=BCrgen_M=C3=BCller?= <juergen@customer.example>")
        .line("To: Help Desk <desk@example.com>, \"Sample, Ann\" <ann@customer.example>")
        .line("Subject: =?utf-8?B?U3TDtnJ1bmcgaW0gZHJpdHRlbiBTdG9jaw==?=")
        .line("Date: Tue, 03 Mar 2026 09:00:00 +0100")
        .line("Message-ID: <benchmark@customer.example>")
        .line("References: <a@example.com> <b@example.com>")
        .line("MIME-Version: 1.0");
    body(mail);
    return mail.out.toByteArray();
  }

  /** Puts a mail together line by line. */
  static final class Composer {
    private static final String[] WORDS = {
      "printer",
      "invoice",
      "customer",
      "please",
      "the",
      "is",
      "Gr=C3=B6=C3=9Fe",
      "thanks",
      "and",
      "again"
    };
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Random random = new Random(1);

    Composer line(String line) {
      out.writeBytes((line + "\r\n").getBytes(StandardCharsets.UTF_8));
      return this;
    }

    Composer text(int size) {
      int end = out.size() + size;
      while (out.size() < end) {
        line(words());
      }
      return this;
    }

    private String words() {
      StringBuilder words = new StringBuilder();
      while (words.length() < 65) {
        words.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
      }
      return words.append("end").toString();
    }

    Composer html(int size) {
      line("<html><body lang=\"DE\">");
      int end = out.size() + size;
      while (out.size() < end) {
        line(
            "<p class=\"MsoNormal\" style=\"margin:0cm;font-size:11.0pt\"><span"
                + " style=\"color:#1F497D\">"
                + words()
                + " <a href=\"https://example.com/?a=1&amp;b=2\">link</a></span></p>");
      }
      return line("<img src=\"cid:picture@example\"></body></html>");
    }

    Composer file(int size) {
      byte[] octets = new byte[size / 4 * 3];
      random.nextBytes(octets);
      return line(Base64.getMimeEncoder().encodeToString(octets));
    }
  }
}
