package dev.mailbridge.mailparse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transfer encodings, as they should be and as they come. */
class TransferEncodingTest {

  private static byte[] decoded(String encoding, String body) {
    ParsedMail mail =
        Mails.parse(
            "Content-Type: application/octet-stream; name=x.bin",
            "Content-Transfer-Encoding: " + encoding,
            "",
            body);
    return mail.attachments().getFirst().octets().toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "QUJD, ABC",
    "QUJDRA==, ABCD",
    "QUJDRA, ABCD",
    "QUJD RA=, ABCD",
    "Q!U?J.D, ABC",
    "QQ==QkM=, ABC",
    "Q, ''",
    "'', ''",
    "====, ''"
  })
  void shouldDecodeBase64WhenItIsSloppy(String encoded, String expected) {
    assertThat(decoded("base64", encoded)).asString(StandardCharsets.US_ASCII).isEqualTo(expected);
  }

  @Test
  void shouldDecodeBase64WhenItIsLong() throws Exception {
    Random random = new Random(7);
    for (int size : new int[] {1, 56, 57, 58, 1_000, 300_000, 1_000_001}) {
      byte[] octets = new byte[size];
      random.nextBytes(octets);
      ParsedMail mail =
          Mails.parse(
              "Content-Type: application/octet-stream; name=x.bin",
              "Content-Transfer-Encoding: BASE64",
              "",
              Base64.getMimeEncoder().encodeToString(octets));
      ParsedMail.Attachment file = mail.attachments().getFirst();

      assertThat(file.size()).isEqualTo(size);
      assertThat(file.octets().toByteArray()).isEqualTo(octets);
      assertThat(file.octets().open().readAllBytes()).isEqualTo(octets);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a=3Db, a=b",
    "a=3db, a=b",
    "caf=E9=XX, caf\u00e9=XX",
    "'trailing   ', trailing",
    "inner blank, inner blank",
    "soft=, soft",
    "a=, a"
  })
  void shouldDecodeQuotedPrintableWhenItIsSloppy(String encoded, String expected) {
    assertThat(decoded("quoted-printable", encoded))
        .asString(StandardCharsets.ISO_8859_1)
        .isEqualTo(expected + (encoded.endsWith("=") ? "" : "\r\n"));
  }

  @Test
  void shouldJoinLinesWhenTheyBreakSoftly() {
    assertThat(decoded("Quoted-Printable", "one=\r\ntwo= \r\nthree\tx =20\r\n"))
        .asString(StandardCharsets.ISO_8859_1)
        .startsWith("onetwothree\tx  ");
  }

  @Test
  void shouldDecodeUuencodeWhenThatIsTheEncoding() {
    assertThat(decoded("x-uuencode", "begin 644 x.bin\r\n#0V%T\r\n`\r\nend"))
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("Cat");
  }

  @Test
  void shouldTakeOctetsAsTheyAreWhenTheEncodingIsUnknown() {
    assertThat(decoded("x-strange", "as is"))
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("as is\r\n");
  }
}
