package dev.mailbridge.mailparse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The hash that outlives a transport. */
class ContentHashTest {

  private static String hash(String boundary, String encoding, String body, String received) {
    return Mails.parse(
            "Received: " + received,
            "From: a@x.example",
            "Subject: one",
            " two",
            "Content-Type: multipart/mixed; boundary=" + boundary,
            "",
            "--" + boundary,
            "Content-Transfer-Encoding: " + encoding,
            "",
            body,
            "--" + boundary,
            "Content-Type: application/pdf; name=a.pdf",
            "",
            "PDF",
            "--" + boundary + "--")
        .contentHash();
  }

  @Test
  void shouldStayTheSameWhenATransportRewritesTheMail() {
    String first = hash("b1", "7bit", "the same text", "from a");
    String second = hash("b2", "base64", "dGhlIHNhbWUgdGV4dA==", "from b");
    String third = hash("b3", "quoted-printable", "the same=\r\n text  ", "from c");

    assertThat(first).isEqualTo(second).isEqualTo(third).hasSize(64);
  }

  @Test
  void shouldDifferWhenTheContentDoes() {
    assertThat(hash("b", "7bit", "one text", "x"))
        .isNotEqualTo(hash("b", "7bit", "other text", "x"));
  }
}
