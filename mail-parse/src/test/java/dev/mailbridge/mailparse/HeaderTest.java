package dev.mailbridge.mailparse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.mailparse.ParsedMail.Address;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses, dates and identifiers as they come. */
class HeaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '`',
      value = {
        "ann@x.example | - | ann@x.example",
        "<ann@x.example> | - | ann@x.example",
        "Ann Sample <ann@x.example> | Ann Sample | ann@x.example",
        "\"Sample, Ann\" <ann@x.example> | Sample, Ann | ann@x.example",
        "=?utf-8?Q?Sample=2C_Ann?= <ann@x.example> | Sample, Ann | ann@x.example",
        "\"=?utf-8?Q?J=C3=BCrgen?=\" <j@x.example> | Jürgen | j@x.example",
        "ann@x.example (Ann Sample) | Ann Sample | ann@x.example",
        "Ann (sales) Sample <ann@x.example> | Ann Sample | ann@x.example",
        "\"Ann \\\"the\\\" Sample\" <ann@x.example> | Ann \"the\" Sample | ann@x.example",
        "'Ann Sample' <ann@x.example> | Ann Sample | ann@x.example",
        "Ann Sample ann@x.example | Ann Sample | ann@x.example",
        "Ann <ann@x.example | Ann | ann@x.example",
        "<mailto:ann@x.example> | - | ann@x.example",
        "<@a.example,@b.example:ann@x.example> | - | ann@x.example",
        "\"ann sample\"@x.example | - | \"ann sample\"@x.example",
        "\"a@b\"@x.example | - | \"a@b\"@x.example",
        "ann @ x.example | - | ann@x.example",
        "ann@[192.0.2.1] | - | ann@[192.0.2.1]",
        "ann@x.example <> | - | ann@x.example",
        "ann@bücher.example | - | ann@bücher.example",
        "\"ann@x.example\" <ann@x.example> | ann@x.example | ann@x.example"
      })
  void shouldReadTheAddressWhenItIsWrittenOddly(String header, String name, String address) {
    assertThat(Mails.parse("From: " + header, "", "x").from())
        .containsExactly(new Address(name, address));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "undisclosed-recipients:;",
        "<>",
        "@",
        "nobody",
        "a@b@c",
        "ann@",
        "@x.example",
        "\"",
        ",,,",
        "<<<>>>",
        "(comment",
        "Group: ;",
        "a b c"
      })
  void shouldGiveNoAddressWhenThereIsNone(String header) {
    assertThat(Mails.parse("To: " + header, "", "x").to()).isEmpty();
  }

  @Test
  void shouldReadAllAddressesWhenSeparatorsAreMixed() {
    ParsedMail mail =
        Mails.parse(
            "To: a@x.example; b@x.example,c@x.example",
            "To: Friends: d@x.example, \"E\" <e@x.example>;, f@x.example",
            "",
            "x");

    assertThat(mail.to())
        .extracting(Address::address)
        .containsExactly(
            "a@x.example",
            "b@x.example",
            "c@x.example",
            "d@x.example",
            "e@x.example",
            "f@x.example");
  }

  @Test
  void shouldReadEveryFromWhenThereAreSeveral() {
    ParsedMail mail =
        Mails.parse("From: a@x.example, B <b@x.example>", "Sender: b@x.example", "", "x");

    assertThat(mail.from()).hasSize(2);
    assertThat(mail.sender()).isEqualTo(new Address(null, "b@x.example"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Tue, 03 Mar 2026 09:00:00 +0100 | 2026-03-03T08:00:00Z",
        "3 Mar 2026 09:00 +0100 | 2026-03-03T08:00:00Z",
        "Tue, 3 Mar 26 09:00:00 GMT | 2026-03-03T09:00:00Z",
        "Tue, 3 Mar 2026 09:00:00 EST | 2026-03-03T14:00:00Z",
        "Tue, 3 Mar 2026 09:00:00 -0000 (UTC) | 2026-03-03T09:00:00Z",
        "Tue, 3 Mar 2026 09:00:00 | 2026-03-03T09:00:00Z",
        "Tue, 3 Mar 2026 09.00.00 +0000 | 2026-03-03T09:00:00Z",
        "Tue Mar  3 09:00:00 2026 | 2026-03-03T09:00:00Z",
        "Tue, 03-Mar-2026 09:00:00 +0000 | 2026-03-03T09:00:00Z",
        "2026-03-03T09:00:00Z | 2026-03-03T09:00:00Z",
        "2026-03-03 09:00:00 +01:00 | 2026-03-03T08:00:00Z",
        "Tue, 3 March 2026 09:00:00 +05:30 | 2026-03-03T03:30:00Z",
        "Sat, 31 Dec 2016 23:59:60 +0000 | 2016-12-31T23:59:59Z"
      })
  void shouldReadTheDateWhenItIsWrittenOddly(String header, Instant date) {
    assertThat(Mails.parse("Date: " + header, "", "x").date()).isEqualTo(date);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yesterday",
        "Tue",
        "32 Jan 2026 09:00:00 +0000",
        "29 Feb 2025 09:00:00 +0000",
        "1 2 3 4",
        "Thu, 1 Jan 1970 00:00:00 +0000",
        ":",
        "Tue, 3 Mar 2026 24:10:00 +0000",
        "2026-99-99T00:00:00Z"
      })
  void shouldGiveNoDateWhenItIsNone(String header) {
    ParsedMail mail = Mails.parse("Date: " + header, "", "x");

    assertThat(mail.date()).isNull();
    assertThat(Mails.codes(mail)).contains("no-date");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<a@b> | <a@b>",
        "a@b | <a@b>",
        "< a @ b > | <a@b>",
        "<a b@c>  | <ab@c>",
        "<no-domain> | <no-domain>",
        "(comment) <a@b> | <a@b>",
        "<a@b> <c@d> | <a@b>",
        "<a@b | <a@b>"
      })
  void shouldReadTheIdWhenItIsWrittenOddly(String header, String id) {
    assertThat(Mails.parse("Message-ID: " + header, "", "x").messageId()).isEqualTo(id);
  }

  @Test
  void shouldMakeAnIdWhenItIsEmpty() {
    ParsedMail mail = Mails.parse("Message-ID: <>", "", "x");

    assertThat(mail.messageId()).endsWith("@no-message-id.invalid>");
  }

  @Test
  void shouldTakeTheFirstIdWhenThereAreTwo() {
    ParsedMail mail = Mails.parse("Message-ID: <a@b>", "Message-Id: <c@d>", "", "x");

    assertThat(mail.messageId()).isEqualTo("<a@b>");
    assertThat(Mails.codes(mail)).contains("several-message-ids");
  }

  @Test
  void shouldKeepHeadersInOrderWhenTheyRepeat() {
    ParsedMail mail = Mails.parse("X-A: 1", "Subject : s", "x-a: 2", "", "x");

    assertThat(mail.headers())
        .extracting(ParsedMail.Header::name, ParsedMail.Header::value)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("X-A", "1"),
            org.assertj.core.groups.Tuple.tuple("Subject", "s"),
            org.assertj.core.groups.Tuple.tuple("x-a", "2"));
    assertThat(mail.header("x-A")).isEqualTo("1");
  }

  @Test
  void shouldBelieveOnlyTheTrustedReceiverWhenSeveralSpeak() {
    byte[] raw =
        Mails.octets(
            "Authentication-Results: evil.example; spf=pass; dkim=pass; dmarc=pass",
            "Authentication-Results: MX.example.com 1; spf=fail (no; really)"
                + " smtp.mailfrom=x.example;",
            " dkim=none; dkim=pass header.d=x.example; dmarc=Fail",
            "",
            "x");

    ParsedMail trusting = new MailParser(Set.of("mx.example.com")).parse(raw);

    assertThat(trusting.authentication())
        .isEqualTo(new ParsedMail.Authentication("mx.example.com", "fail", "pass", "fail"));
    assertThat(Mails.PARSER.parse(raw).authentication()).isNull();
  }

  @Test
  void shouldReadExchangeOnlinesResultsWhenTheyHaveNoId() {
    byte[] raw =
        Mails.octets(
            "Authentication-Results: spf=pass (sender IP is 192.0.2.1)",
            " smtp.mailfrom=x.example; dkim=pass (signature was verified)",
            " header.d=x.example;dmarc=pass action=none header.from=x.example;compauth=pass"
                + " reason=100",
            "",
            "x");

    ParsedMail mail = new MailParser(Set.of(MailParser.EXCHANGE_ONLINE)).parse(raw);

    assertThat(mail.authentication())
        .isEqualTo(new ParsedMail.Authentication(null, "pass", "pass", "pass"));
    assertThat(new MailParser(Set.of("mx.example.com")).parse(raw).authentication()).isNull();
  }
}
