package dev.mailbridge.mailparse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Breaks mails in the ways that transports, senders and attackers do. */
final class Mutator {
  private static final int LONGEST = 60_000;
  private static final List<String> TOKENS =
      List.of(
          "\r\n",
          "\n",
          "\r",
          "\r\n\r\n",
          "--",
          "\r\n--b01\r\n",
          "\r\n--b01--\r\n",
          "=?utf-8?B?",
          "=?utf-8?Q?=C3",
          "?=",
          "=?x?q??=",
          "(((((",
          "\"",
          "\\",
          "<<<",
          ">",
          ",",
          ";",
          ":",
          "@",
          "\0",
          "\u001b$B",
          "\u001b(B",
          "=\r\n",
          "=",
          "=C",
          "filename*0*=",
          "charset=utf-16",
          "charset=utf-7",
          "charset=iso-2022-kr",
          "charset=hz-gb-2312",
          "boundary=",
          "boundary=\"\"",
          "Content-Type: multipart/mixed; boundary=b01\r\n",
          "Content-Type: text/html\r\n",
          "Content-Type: message/rfc822\r\n",
          "Content-Type: application/ms-tnef\r\n",
          "Content-Type: application/pkcs7-mime\r\n",
          "Content-Type: text/calendar\r\n",
          "Content-Type: message/delivery-status\r\n",
          "Content-Transfer-Encoding: base64\r\n",
          "Content-Transfer-Encoding: quoted-printable\r\n",
          "Content-Transfer-Encoding: x-uuencode\r\n",
          "begin 644 x\n",
          "format=flowed; delsp=yes",
          "<svg>",
          "<table><td>",
          "<b><p>",
          "</",
          "<!--",
          "<![CDATA[",
          "&#x110000;",
          "&",
          "<plaintext>",
          "> ",
          "On 1 Jan 2026 9:00, x@y wrote:\n",
          "From: a\nSent: b\nTo: c\nSubject: d\n");

  private final SplittableRandom random;
  private final List<byte[]> samples;

  Mutator(long seed, List<byte[]> samples) {
    this.random = new SplittableRandom(seed);
    this.samples = samples;
  }

  byte[] next() {
    byte[] mail = sample();
    int changes = 1 + random.nextInt(random.nextInt(4) == 0 ? 30 : 4);
    for (int i = 0; i < changes; i++) {
      mail = change(mail);
    }
    return mail;
  }

  /** A sample; of a very long one a stretch. */
  private byte[] sample() {
    byte[] sample = samples.get(random.nextInt(samples.size()));
    return sample.length <= LONGEST
        ? sample
        : java.util.Arrays.copyOfRange(sample, sample.length - LONGEST, sample.length);
  }

  private byte[] change(byte[] mail) {
    int at = mail.length == 0 ? 0 : random.nextInt(mail.length);
    int length = Math.min(mail.length - at, 1 + random.nextInt(random.nextBoolean() ? 4 : 400));
    return switch (random.nextInt(8)) {
      case 0 -> {
        byte[] copy = mail.clone();
        if (copy.length > 0) {
          copy[at] = (byte) random.nextInt(256);
        }
        yield copy;
      }
      case 1 -> joined(mail, at, new byte[0], at + length);
      case 2 -> joined(mail, at, java.util.Arrays.copyOfRange(mail, at, at + length), at);
      case 3, 4 -> {
        byte[] token =
            TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.ISO_8859_1);
        yield joined(mail, at, repeated(token), at);
      }
      case 5 -> java.util.Arrays.copyOf(mail, at);
      case 6 -> {
        byte[] other = sample();
        int from = other.length == 0 ? 0 : random.nextInt(other.length);
        int to = Math.min(other.length, from + 2_000);
        yield joined(mail, at, java.util.Arrays.copyOfRange(other, from, to), at + length);
      }
      default -> {
        byte[] copy = mail.clone();
        if (copy.length > 0) {
          copy[at] ^= (byte) (1 << random.nextInt(8));
        }
        yield copy;
      }
    };
  }

  private byte[] repeated(byte[] token) {
    int times = random.nextInt(20) == 0 ? 1 + random.nextInt(2_000) : 1;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      out.writeBytes(token);
    }
    return out.toByteArray();
  }

  private static byte[] joined(byte[] mail, int until, byte[] middle, int from) {
    byte[] joined = new byte[until + middle.length + mail.length - from];
    System.arraycopy(mail, 0, joined, 0, until);
    System.arraycopy(middle, 0, joined, until, middle.length);
    System.arraycopy(mail, from, joined, until + middle.length, mail.length - from);
    return joined;
  }
}
