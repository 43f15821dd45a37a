package dev.mailbridge.mailparse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text in every charset that mails come in, by its label and without. */
class CharsetTest {
  private static final String RUSSIAN =
      "Добрый день, у нас не работает принтер на третьем этаже, помогите пожалуйста.";

  static ParsedMail body(String contentType, byte[] body) {
    ByteArrayOutputStream mail = new ByteArrayOutputStream();
    mail.writeBytes(
        ("Content-Type: " + contentType + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    mail.writeBytes(body);
    return Mails.PARSER.parse(mail.toByteArray());
  }

  @ParameterizedTest
  @CsvSource({
    "utf-8, UTF-8, Größe 5 € 日本",
    "UTF8, UTF-8, Größe 5 € 日本",
    "iso-8859-1, windows-1252, Größe 5 € – “so”",
    "ISO_8859-1, ISO-8859-1, Größe",
    "latin1, ISO-8859-1, Größe",
    "windows-1252, windows-1252, € – “”",
    "cp-1252, windows-1252, € – “”",
    "x-cp1250, windows-1250, Příliš žluťoučký",
    "windows-1251, windows-1251, Привет мир",
    "koi8-r, KOI8-R, Привет мир",
    "koi8-u, KOI8-U, Привіт світ",
    "iso-8859-2, ISO-8859-2, Zażółć gęślą jaźń",
    "iso-8859-5, ISO-8859-5, Привет",
    "iso-8859-7, ISO-8859-7, Καλημέρα",
    "iso-8859-8, windows-1255, שלום",
    "iso-8859-8-i, windows-1255, שלום",
    "iso-8859-9, ISO-8859-9, İstanbul ığüşöç",
    "iso-8859-15, ISO-8859-15, 5 €",
    "windows-1256, windows-1256, مرحبا",
    "tis-620, TIS-620, สวัสดี",
    "iso-8859-11, x-windows-874, สวัสดี",
    "gb2312, GB18030, 你好世界 㐀",
    "gbk, GBK, 你好世界",
    "gb18030, GB18030, 你好 𠀀",
    "big5, Big5, 你好世界",
    "euc-kr, EUC-KR, 안녕하세요",
    "ks_c_5601-1987, x-windows-949, 안녕 똠방각하",
    "iso-2022-kr, ISO-2022-KR, 안녕",
    "shift_jis, Shift_JIS, こんにちは ｱｲｳ",
    "x-sjis, windows-31j, ①髙﨑",
    "euc-jp, EUC-JP, こんにちは",
    "iso-2022-jp, ISO-2022-JP, こんにちは",
    "macintosh, x-MacRoman, Größe é",
    "ibm850, IBM850, Größe",
    "cp437, IBM437, Größe",
    "utf-16, UTF-16, Größe 日本",
    "utf-16le, UTF-16LE, Größe 日本",
    "unicode-1-1-utf-8, UTF-8, Größe"
  })
  void shouldDecodeTheBodyWhenItsCharsetIsDeclared(String label, String java, String text) {
    ParsedMail mail =
        body("text/plain; charset=\"" + label + "\"", text.getBytes(Charset.forName(java)));

    assertThat(mail.text()).isEqualTo(text);
    assertThat(Mails.codes(mail)).doesNotContain("unknown-charset");
  }

  @Test
  void shouldDecodeUtf7WhenItIsDeclared() {
    ParsedMail mail =
        body(
            "text/plain; charset=utf-7",
            "Gr+APwA3w-e 1 +- 1 +ZeVnLA-".getBytes(StandardCharsets.US_ASCII));

    assertThat(mail.text()).isEqualTo("Grüße 1 + 1 日本");
  }

  @Test
  void shouldDecodeHzWhenItIsDeclared() {
    ParsedMail mail =
        body(
            "text/plain; charset=hz-gb-2312",
            "~{<:Ky2;SC~} ~~ ok".getBytes(StandardCharsets.US_ASCII));

    assertThat(mail.text()).isEqualTo("己所不用 ~ ok");
  }

  @ParameterizedTest
  @CsvSource({"unknown-8bit", "x-unknown", "binary", "''", "default_charset"})
  void shouldReadUtf8WhenTheLabelMeansNothing(String label) {
    ParsedMail mail =
        body("text/plain; charset=\"" + label + "\"", "Größe".getBytes(StandardCharsets.UTF_8));

    assertThat(mail.text()).isEqualTo("Größe");
  }

  @ParameterizedTest
  @CsvSource({"windows-1251", "KOI8-R", "ISO-8859-5"})
  void shouldDetectTheCharsetWhenNoneIsDeclared(String java) {
    ParsedMail mail = body("text/plain", RUSSIAN.getBytes(Charset.forName(java)));

    assertThat(mail.text()).isEqualTo(RUSSIAN);
    assertThat(Mails.codes(mail)).contains("undeclared-charset");
  }

  @ParameterizedTest
  @CsvSource({
    "Shift_JIS, お世話になっております。プリンターが動きません。よろしくお願いいたします。",
    "EUC-JP, お世話になっております。プリンターが動きません。よろしくお願いいたします。",
    "EUC-KR, 안녕하세요 프린터가 작동하지 않습니다 빨리 도와 주시기 바랍니다 감사합니다",
    "Big5, 您好我們的印表機今天早上開始無法列印請協助處理謝謝您的幫忙",
    "GB18030, 您好我们的打印机今天早上开始无法打印请协助处理谢谢您的帮忙"
  })
  void shouldDetectTheCharsetWhenUtf8IsDeclaredButAsianOctetsCome(String java, String text) {
    ParsedMail mail = body("text/plain; charset=utf-8", text.getBytes(Charset.forName(java)));

    assertThat(mail.text()).isEqualTo(text);
    assertThat(Mails.codes(mail)).contains("misdeclared-charset");
  }

  @Test
  void shouldReadUtf8WhenLatin1IsDeclared() {
    ParsedMail mail =
        body("text/plain; charset=iso-8859-1", "Größe €".getBytes(StandardCharsets.UTF_8));

    assertThat(mail.text()).isEqualTo("Größe €");
    assertThat(Mails.codes(mail)).containsOnlyOnce("misdeclared-charset");
  }

  @Test
  void shouldReadWindows1252WhenAShortTextIsNeitherDeclaredNorUtf8() {
    ParsedMail mail =
        body("text/plain", "5 € für Müller".getBytes(Charset.forName("windows-1252")));

    assertThat(mail.text()).isEqualTo("5 € für Müller");
  }

  @Test
  void shouldKeepMostOfTheTextWhenAFewOctetsAreBroken() {
    byte[] octets = "Größe und Grüße".getBytes(StandardCharsets.UTF_8);
    octets[3] = 'x';

    ParsedMail mail = body("text/plain; charset=utf-8", octets);

    assertThat(mail.text()).contains("und Grüße").contains("\uFFFD");
    assertThat(Mails.codes(mail)).contains("invalid-characters");
  }

  @Test
  void shouldDropTheByteOrderMarkWhenThereIsOne() {
    ParsedMail mail = body("text/plain", "\uFEFFhello é".getBytes(StandardCharsets.UTF_8));

    assertThat(mail.text()).isEqualTo("hello é");
  }

  @Test
  void shouldDropNulsWhenTheTextHasSome() {
    ParsedMail mail = body("text/plain", "a\0b".getBytes(StandardCharsets.US_ASCII));

    assertThat(mail.text()).isEqualTo("ab");
  }

  @ParameterizedTest
  @CsvSource({
    "=?iso-8859-1?Q?Gr=FC=DFe?=, Grüße",
    "=?ISO-8859-1?q?a?= =?ISO-8859-1?q?b?=, ab",
    "=?utf-8?B?R3LDvMOfZQ==?= plain, Grüße plain",
    "plain =?utf-8?Q?=C3=BC?=text, plain ütext",
    "=?utf-8*de?Q?=C3=BC?=, ü",
    "=?utf-8?Q?a_b?= =?iso-8859-1?Q?=FC?=, a bü",
    "=?gb2312?B?xOO6ww==?=, 你好",
    "=?ks_c_5601-1987?B?vsiz5w==?=, 안녕",
    "=?utf-8?B?4pyT!?=, ✓",
    "=?utf-8?X?abc?=, =?utf-8?X?abc?=",
    "=?utf-8?Q?unfinished, =?utf-8?Q?unfinished",
    "a =? b, a =? b",
    "=?utf-8?Q??= x, x",
    "=?x-nope?Q?=E9t=E9?=, été"
  })
  void shouldDecodeWordsWhenTheSubjectHasThem(String raw, String subject) {
    assertThat(Mails.parse("Subject: " + raw, "", "x").subject()).isEqualTo(subject);
  }

  @Test
  void shouldNotInjectLinesWhenAWordEncodesThem() {
    ParsedMail mail = Mails.parse("Subject: =?utf-8?Q?a=0D=0ABcc:_x@y?=", "", "x");

    assertThat(mail.subject()).isEqualTo("a  Bcc: x@y");
  }

  @Test
  void shouldUnfoldTheSubjectWhenItWasFoldedByATab() {
    assertThat(Mails.parse("Subject: one", "\ttwo", "  three", "", "x").subject())
        .isEqualTo("one two  three");
  }
}
