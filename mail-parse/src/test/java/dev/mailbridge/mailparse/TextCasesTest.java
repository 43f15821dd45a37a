package dev.mailbridge.mailparse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.mailparse.Mails.File;
import dev.mailbridge.mailparse.ParsedMail.Address;
import org.junit.jupiter.api.Test;

/** Cases 01 to 05, 20 and 38: octets that become text. */
class TextCasesTest {

  @Test
  void shouldReadTheMailWhenItsCharsetIsUnknown() {
    // When
    ParsedMail mail = Mails.parseCase("01-poison-unknown-charset/input.eml");

    // Then
    assertThat(mail.messageId()).isEqualTo("<c01-b@customer.example.com>");
    assertThat(mail.subject()).isEqualTo("Invoice question");
    assertThat(mail.from()).containsExactly(new Address("Ann Sample", "ann@customer.example.com"));
    assertThat(mail.to()).containsExactly(new Address("Help Desk", "desk@example.com"));
    assertThat(mail.date()).isEqualTo("2026-03-03T08:00:00Z");
    assertThat(mail.text()).isEqualTo("Total 20 EUR");
    assertThat(mail.html()).isEqualTo("<p>Total : 20 € réglé</p>");
    assertThat(mail.attachments()).isEmpty();
    assertThat(Mails.codes(mail)).containsExactly("unknown-charset");
  }

  @Test
  void shouldReadTheNeighboursWhenTheyAreOrdinary() {
    ParsedMail before = Mails.parseCase("01-poison-unknown-charset/good-a.eml");
    ParsedMail after = Mails.parseCase("01-poison-unknown-charset/good-c.eml");

    assertThat(before.messageId()).isEqualTo("<c01-a@customer.example.com>");
    assertThat(before.text()).isEqualTo("body a");
    assertThat(before.defects()).isEmpty();
    assertThat(after.messageId()).isEqualTo("<c01-c@customer.example.com>");
    assertThat(after.text()).isEqualTo("body c");
  }

  @Test
  void shouldJoinWordsWhenTheyAreCutInsideACharacter() {
    // When
    ParsedMail mail = Mails.parseCase("02-encoded-word-split-b64/input.eml");

    // Then
    assertThat(mail.messageId()).isEqualTo("<c02@customer.example.com>");
    assertThat(mail.subject()).isEqualTo("Rückläufer für März: Größe prüfen");
    assertThat(mail.text()).isEqualTo("Grüße");
    assertThat(mail.html()).isNull();
    assertThat(Mails.files(mail))
        .containsExactly(
            new File(
                "Prüfprotokoll.txt",
                "text/plain",
                false,
                null,
                2,
                "2689367b205c16ce32ed4200942b8b8b1e262dfc70d9bc9fbc77c49699a4f1df"));
  }

  @Test
  void shouldSeeJapaneseWhenNoCharsetIsDeclared() {
    // When
    ParsedMail mail = Mails.parseCase("03-iso2022jp-no-charset/input.eml");

    // Then
    assertThat(mail.messageId()).isEqualTo("<c03@customer.example.com>");
    assertThat(mail.subject()).isEqualTo("お問い合わせ");
    assertThat(mail.text()).isEqualTo("テストです。担当：田中");
  }

  @Test
  void shouldReadRawOctetsWhenHeadersMixCharsets() {
    // When
    ParsedMail mail = Mails.parseCase("04-raw-8bit-headers-mixed/input.eml");

    // Then
    assertThat(mail.messageId()).isEqualTo("<c04@customer.example.com>");
    assertThat(mail.from())
        .containsExactly(new Address("Jürgen Müller", "juergen@customer.example.com"));
    assertThat(mail.to())
        .containsExactly(
            new Address("Schön, Eva", "eva@example.com"), new Address("René", "rene@example.com"));
    assertThat(mail.subject()).isEqualTo("Störung: Drucker – 3. Stock");
    assertThat(mail.text()).isEqualTo("Größe: 5 µm");
    assertThat(mail.date()).isEqualTo("2026-03-03T08:00:00Z");
  }

  @Test
  void shouldJoinFilenamesWhenTheirSegmentsAreOutOfOrder() {
    // When
    ParsedMail mail = Mails.parseCase("05-rfc2231-continuations/input.eml");

    // Then
    assertThat(mail.messageId()).isEqualTo("<c05@customer.example.com>");
    assertThat(mail.text()).isEqualTo("see files");
    assertThat(Mails.files(mail))
        .containsExactly(
            new File(
                "Prüfbericht Übersicht 2026 – final.pdf",
                "application/pdf",
                false,
                null,
                26,
                "618ccbc4da2824767cc8ff0c51ebb3291a7578bad0efad1e1cee3724f2dad8cc"),
            new File(
                "Größentabelle.txt",
                "text/plain",
                false,
                null,
                1,
                "559aead08264d5795d3909718cdd05abd49572e84fe55590eef31a88a08fdffd"),
            new File(
                "long name part two.txt",
                "text/plain",
                false,
                null,
                1,
                "df7e70e5021544f4834bbee64a9e3789febc4be81470df629cad6ddb03320a5c"));
  }

  @Test
  void shouldJoinFlowedLinesWhenTheSenderWrappedThem() {
    // When
    ParsedMail mail = Mails.parseCase("20-format-flowed-delsp/input.eml");

    // Then
    assertThat(mail.messageId()).isEqualTo("<c20@customer.example.com>");
    assertThat(mail.text())
        .isEqualTo(
            "HelpDesk and a long line that waswrapped by the sender.\n> quoted onegoes on\n"
                + ">> deeper\n> back\nFrom the start\n-- \nAnnSample");
  }

  @Test
  void shouldReadTheAddressWhenItIsInternational() {
    // When
    ParsedMail mail = Mails.parseCase("38-idn-and-smtputf8/input.eml");

    // Then
    assertThat(mail.from()).containsExactly(new Address("संपर्क", "संपर्क@उदाहरण.example"));
    assertThat(mail.subject()).isEqualTo("नमस्ते");
    assertThat(mail.text()).isEqualTo("बॉडी");
  }
}
