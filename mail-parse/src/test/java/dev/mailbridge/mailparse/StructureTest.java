package dev.mailbridge.mailparse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which parts are text and which are attachments, for structures that no case covers. */
class StructureTest {

  @Test
  void shouldTakeBothFormsWhenAlternativeStandsInRelatedInMixed() {
    ParsedMail mail =
        Mails.parse(
            "Content-Type: multipart/mixed; boundary=m",
            "",
            "--m",
            "Content-Type: multipart/related; boundary=r",
            "",
            "--r",
            "Content-Type: multipart/alternative; boundary=a",
            "",
            "--a",
            "Content-Type: text/plain",
            "",
            "plain",
            "--a",
            "Content-Type: text/html",
            "",
            "<p>rich <img src=\"cid:i\"></p>",
            "--a--",
            "--r",
            "Content-Type: image/png",
            "Content-ID: <i>",
            "",
            "PNG",
            "--r--",
            "--m",
            "Content-Type: application/pdf; name=a.pdf",
            "",
            "PDF",
            "--m--");

    assertThat(mail.text()).isEqualTo("plain");
    assertThat(mail.html()).isEqualTo("<p>rich <img src=\"cid:i\"></p>");
    assertThat(mail.attachments()).extracting("filename").containsExactly("image-1.png", "a.pdf");
    assertThat(mail.attachments()).extracting("inline").containsExactly(true, false);
  }

  @Test
  void shouldReadTheRootWhenRelatedStartsElsewhere() {
    ParsedMail mail =
        Mails.parse(
            "Content-Type: multipart/related; boundary=r; start=\"<root@x>\"",
            "",
            "--r",
            "Content-Type: image/gif; name=a.gif",
            "Content-ID: <a@x>",
            "",
            "GIF",
            "--r",
            "Content-Type: text/html",
            "Content-ID: <root@x>",
            "",
            "<p>root</p>",
            "--r--");

    assertThat(mail.html()).isEqualTo("<p>root</p>");
    assertThat(mail.text()).isEqualTo("root");
    assertThat(mail.attachments()).extracting("filename").containsExactly("a.gif");
  }

  @Test
  void shouldDeriveTheTextWhenThereIsHtmlOnly() {
    ParsedMail mail = Mails.parse("Content-Type: text/html", "", "<h1>Hi</h1><p>there</p>");

    assertThat(mail.html()).isEqualTo("<h1>Hi</h1><p>there</p>");
    assertThat(mail.text()).isEqualTo("Hi\n\nthere");
  }

  @Test
  void shouldDeriveTheTextWhenThePlainFormIsEmpty() {
    ParsedMail mail =
        Mails.parse(
            "Content-Type: multipart/alternative; boundary=a",
            "",
            "--a",
            "Content-Type: text/plain",
            "",
            " ",
            "--a",
            "Content-Type: text/html",
            "",
            "<p>only here</p>",
            "--a--");

    assertThat(mail.text()).isEqualTo("only here");
  }

  @Test
  void shouldShowTheFooterTooWhenAListAppendsOne() {
    ParsedMail mail =
        Mails.parse(
            "Content-Type: multipart/mixed; boundary=m",
            "",
            "--m",
            "Content-Type: text/html",
            "",
            "<p>body</p>",
            "--m",
            "Content-Type: text/plain",
            "",
            "list <footer>",
            "--m--");

    assertThat(mail.html()).isEqualTo("<p>body</p>\n<div>list &lt;footer&gt;</div>");
    assertThat(mail.text()).isEqualTo("body\nlist <footer>");
  }

  @Test
  void shouldKeepTextFilesAttachedWhenTheyAreShownInline() {
    ParsedMail mail =
        Mails.parse(
            "Content-Type: multipart/mixed; boundary=m",
            "",
            "--m",
            "Content-Type: text/plain",
            "",
            "see the log",
            "--m",
            "Content-Type: text/plain; name=app.log",
            "Content-Disposition: inline; filename=app.log",
            "",
            "ERROR",
            "--m--");

    assertThat(mail.text()).isEqualTo("see the log");
    assertThat(mail.attachments()).extracting("filename").containsExactly("app.log");
    assertThat(mail.attachments()).extracting("inline").containsExactly(true);
  }

  @Test
  void shouldReadTheBodyWhenItsPartHasAName() {
    ParsedMail mail = Mails.parse("Content-Type: text/plain; name=\"message.txt\"", "", "the body");

    assertThat(mail.text()).isEqualTo("the body");
    assertThat(mail.attachments()).isEmpty();
  }

  @Test
  void shouldGiveAnEmptyTextWhenTheBodyIsEmpty() {
    ParsedMail mail = Mails.parse("Subject: nothing", "");

    assertThat(mail.text()).isEmpty();
    assertThat(mail.replyText()).isEmpty();
    assertThat(mail.html()).isNull();
  }

  @Test
  void shouldGiveAMailWhenThereAreNoOctets() {
    ParsedMail mail = Mails.PARSER.parse(new byte[0]);

    assertThat(mail.text()).isEmpty();
    assertThat(mail.messageId())
        .isEqualTo("<e3b0c44298fc1c149afbf4c8996fb924@no-message-id.invalid>");
    assertThat(Mails.codes(mail)).containsExactlyInAnyOrder("no-message-id", "no-from", "no-date");
  }

  @Test
  void shouldFindThePartsWhenTheBoundaryIsNotDeclared() {
    ParsedMail mail =
        Mails.parse(
            "Content-Type: multipart/mixed",
            "",
            "--guess",
            "Content-Type: text/plain",
            "",
            "found",
            "--guess",
            "Content-Type: application/pdf; name=x.pdf",
            "",
            "PDF",
            "--guess--");

    assertThat(mail.text()).isEqualTo("found");
    assertThat(mail.attachments()).hasSize(1);
    assertThat(Mails.codes(mail)).contains("no-boundary");
  }

  @Test
  void shouldShowTheBodyWhenAMultipartHasNoParts() {
    ParsedMail mail = Mails.parse("Content-Type: multipart/mixed; boundary=x", "", "just text");

    assertThat(mail.text()).isEqualTo("just text");
    assertThat(Mails.codes(mail)).contains("empty-multipart");
  }

  @Test
  void shouldReadPartsWhenTheyComeAfterTheClosingDelimiter() {
    ParsedMail mail =
        Mails.parse(
            "Content-Type: multipart/mixed; boundary=x",
            "",
            "--x",
            "",
            "one",
            "--x--",
            "--x",
            "Content-Type: image/png; name=late.png",
            "",
            "PNG",
            "--x--");

    assertThat(mail.text()).isEqualTo("one");
    assertThat(mail.attachments()).extracting("filename").containsExactly("late.png");
    assertThat(Mails.codes(mail)).contains("parts-after-end");
  }

  @Test
  void shouldTellBoundariesApartWhenOneBeginsLikeTheOther() {
    ParsedMail mail =
        Mails.parse(
            "Content-Type: multipart/mixed; boundary=b",
            "",
            "--b",
            "Content-Type: multipart/alternative; boundary=b2",
            "",
            "--b2",
            "",
            "text",
            "--b2",
            "Content-Type: text/html",
            "",
            "<i>html</i>",
            "--b2--",
            "--b",
            "Content-Type: image/png; name=z.png",
            "",
            "PNG",
            "--b--");

    assertThat(mail.text()).isEqualTo("text");
    assertThat(mail.html()).isEqualTo("<i>html</i>");
    assertThat(mail.attachments()).extracting("filename").containsExactly("z.png");
  }

  @Test
  void shouldReadTheMailWhenLinesEndInLineFeedsAlone() {
    String raw =
        "Subject: bare\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\none\n--x\n"
            + "Content-Type: application/pdf; name=a.pdf\n\nPDF\n--x--\n";

    ParsedMail mail = Mails.PARSER.parse(raw.getBytes(StandardCharsets.US_ASCII));

    assertThat(mail.subject()).isEqualTo("bare");
    assertThat(mail.text()).isEqualTo("one");
    assertThat(mail.attachments().getFirst().size()).isEqualTo(3);
  }

  @Test
  void shouldReadTheMailWhenAnMboxLineComesFirst() {
    ParsedMail mail =
        Mails.parse("From ann@x.example Tue Mar  3 09:00:00 2026", "Subject: s", "", "b");

    assertThat(mail.subject()).isEqualTo("s");
    assertThat(mail.text()).isEqualTo("b");
  }

  @Test
  void shouldReadOnWhenALineInTheHeaderIsGarbage() {
    ParsedMail mail = Mails.parse("Subject: s", "this is no header", "From: a@x.example", "", "b");

    assertThat(mail.from()).hasSize(1);
    assertThat(mail.text()).isEqualTo("b");
    assertThat(Mails.codes(mail)).contains("malformed-header");
  }

  @Test
  void shouldExtractFilesWhenTheyAreUuencodedInTheText() {
    ParsedMail mail =
        Mails.parse("Subject: uu", "", "before", "begin 644 cat.txt", "#0V%T", "`", "end", "after");

    assertThat(mail.text()).isEqualTo("before\nafter");
    assertThat(mail.attachments()).extracting("filename").containsExactly("cat.txt");
    assertThat(
            new String(
                mail.attachments().getFirst().octets().toByteArray(), StandardCharsets.US_ASCII))
        .isEqualTo("Cat");
  }

  @Test
  void shouldLeaveTheTextWhenItOnlySpeaksOfBeginning() {
    ParsedMail mail = Mails.parse("Subject: uu", "", "begin 644 things", "and then end");

    assertThat(mail.text()).isEqualTo("begin 644 things\nand then end");
    assertThat(mail.attachments()).isEmpty();
  }

  @Test
  void shouldNameAnAttachedMailAfterItsSubjectWhenItHasNoName() {
    ParsedMail mail =
        Mails.parse(
            "Content-Type: multipart/digest; boundary=d",
            "",
            "--d",
            "",
            "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?= a/b",
            "",
            "inner",
            "--d--");

    assertThat(mail.text()).isEmpty();
    assertThat(mail.attachments()).extracting("filename").containsExactly("Grüße a_b.eml");
    assertThat(mail.attachments()).extracting("contentType").containsExactly("message/rfc822");
  }

  @Test
  void shouldStopWithADefectWhenMultipartsAreTooDeep() {
    String opening =
        IntStream.range(0, 200)
            .mapToObj(
                i -> "Content-Type: multipart/mixed; boundary=b" + i + "\r\n\r\n--b" + i + "\r\n")
            .collect(Collectors.joining());

    ParsedMail mail = Mails.parse(opening + "\r\nlost in the deep");

    assertThat(Mails.codes(mail)).contains("too-deep");
  }

  @Test
  void shouldStopWithADefectWhenThereAreTooManyParts() {
    String parts = "--x\r\n\r\np\r\n".repeat(5_000);

    ParsedMail mail = Mails.parse("Content-Type: multipart/mixed; boundary=x", "", parts + "--x--");

    assertThat(Mails.codes(mail)).contains("too-many-parts");
    assertThat(mail.text()).startsWith("p\np\n");
  }

  @Test
  void shouldCutTheTextWithADefectWhenItIsTooLong() {
    ParsedMail mail = Mails.parse("Subject: long", "", "x".repeat(3 << 20));

    assertThat(mail.text()).hasSize(ParseLimits.DEFAULT.textChars());
    assertThat(Mails.codes(mail)).contains("text-too-long");
  }
}
