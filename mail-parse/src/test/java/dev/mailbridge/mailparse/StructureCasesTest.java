package dev.mailbridge.mailparse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.mailparse.Mails.File;
import dev.mailbridge.mailparse.ParsedMail.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cases 06 to 12: what is text and what is an attachment. */
class StructureCasesTest {

  @Test
  void shouldKeepAnAttachedMailAttachedWhenItHasABodyOfItsOwn() {
    // When
    ParsedMail mail = Mails.parseCase("06-nested-rfc822-merged/input.eml");

    // Then
    assertThat(mail.messageId()).isEqualTo("<c06@customer.example.com>");
    assertThat(mail.subject()).isEqualTo("Fwd: Original request");
    assertThat(mail.text()).isEqualTo("please look at the attached mail");
    assertThat(mail.html()).isNull();
    assertThat(Mails.files(mail))
        .containsExactly(
            new File(
                "Original request.eml",
                "message/rfc822",
                false,
                null,
                457,
                "dcae1d9b9d532d7f2fe1828342bc77e10b673e2568cfb6165092d540b10de5f3"),
            new File(
                "page.html",
                "text/html",
                false,
                null,
                20,
                "4ffb845dc0f3476044e290ea1bbad04e821be6df27cffd36cc6ab272a0676b12"));
  }

  @Test
  void shouldShowBothPiecesWhenAppleMailPutsAPdfBetweenThem() {
    // When
    ParsedMail mail = Mails.parseCase("07-apple-mail-alternative/input.eml");

    // Then
    assertThat(mail.messageId()).isEqualTo("<c07@customer.example.com>");
    assertThat(mail.text()).isEqualTo("before\n\nafter");
    assertThat(mail.html()).isEqualTo("<p>before</p>\n<p>after</p>");
    assertThat(Mails.files(mail))
        .containsExactly(
            new File(
                "invoice.pdf",
                "application/pdf",
                true,
                null,
                23,
                "32526282db3781f5cc8a9d0ad2b7df6b46e9a177b3d786061609c3bc7ea63f49"));
  }

  @Test
  void shouldFindAllPartsWhenClosingBoundariesAreMissing() {
    // When
    ParsedMail mail = Mails.parseCase("08-missing-closing-boundary/input.eml");

    // Then
    assertThat(mail.messageId()).isEqualTo("<c08@customer.example.com>");
    assertThat(mail.text()).isEqualTo("plain part");
    assertThat(mail.html()).isEqualTo("<b>html part</b>");
    assertThat(Mails.files(mail))
        .containsExactly(
            new File(
                "data.bin",
                "application/octet-stream",
                false,
                null,
                90,
                "e052dff9e1c94aaa49556f86fad55029a4875839fda57f5005f4c4403876b256"));
    assertThat(Mails.codes(mail)).contains("missing-end-boundary");
  }

  @Test
  void shouldOpenWinmailDatWhenTheTextIsInIt() {
    // When
    ParsedMail mail = Mails.parseCase("09-winmail-tnef/input.eml");

    // Then
    assertThat(mail.messageId()).isEqualTo("<c09@customer.example.com>");
    assertThat(mail.subject()).isEqualTo("Winmail subject");
    assertThat(mail.text()).isEqualTo("Body kept only in TNEF");
    assertThat(Mails.files(mail))
        .containsExactly(
            new File(
                "notes.txt",
                "text/plain",
                false,
                null,
                12,
                "a36ea54bf4d6db14deaad6eb0005fea79f9628fa1e36df51bd3ef962aa971a0e"),
            new File(
                "Übersicht.csv",
                "text/csv",
                false,
                null,
                10,
                "484a1d625c5f5dc56776fde01368e094fe6046f17aa525ba7b8718e13f610ce7"));
  }

  @Test
  void shouldKeepWinmailDatWhenItIsCutOff() {
    // Given
    byte[] winmail = Mails.read("09-winmail-tnef/winmail.dat");
    for (int length = 0; length < winmail.length; length++) {
      String body = Base64.getEncoder().encodeToString(Arrays.copyOf(winmail, length));

      // When
      ParsedMail mail =
          Mails.parse(
              "Content-Type: application/ms-tnef; name=\"winmail.dat\"",
              "Content-Transfer-Encoding: base64",
              "",
              body);

      // Then
      if (length == 60) {
        assertThat(mail.attachments()).extracting("filename").containsExactly("winmail.dat");
        assertThat(Mails.codes(mail)).contains("broken-tnef");
        assertThat(mail.attachments().getFirst().size()).isEqualTo(60);
      }
    }
  }

  @Test
  void shouldBindImagesToTheHtmlWhenTheyHaveNoDisposition() {
    // When
    ParsedMail mail = Mails.parseCase("10-cid-inline-no-disposition/input.eml");

    // Then
    assertThat(mail.messageId()).isEqualTo("<c10@customer.example.com>");
    assertThat(mail.html())
        .isEqualTo(
            "<p>see <img src=\"cid:image001.png@01DC.AA\"> and <img src=\"cid:two%40x\"></p>");
    List<File> files = Mails.files(mail);
    assertThat(files.get(0))
        .isEqualTo(
            new File(
                "image001.png",
                "image/png",
                true,
                "image001.png@01DC.AA",
                70,
                "6b7fa434f92a8b80aab02d9bf1a12e49ffcae424e4013a1c4f68b67e3d2bbcd0"));
    assertThat(files.get(1).filename()).endsWith(".gif");
    assertThat(files.get(1))
        .isEqualTo(
            new File(
                files.get(1).filename(),
                "image/gif",
                true,
                "two@x",
                35,
                "6c63cc5063ac82d8bbc925f9a31adf3a87f1510c021e0fde51854d60484b5019"));
    assertThat(files.get(2))
        .isEqualTo(
            new File(
                "photo.png",
                "image/png",
                false,
                "unused@x",
                70,
                "6b7fa434f92a8b80aab02d9bf1a12e49ffcae424e4013a1c4f68b67e3d2bbcd0"));
    assertThat(files).hasSize(3);
  }

  @Test
  void shouldKeepTheInvitationWhenItStandsBesideAnEmptyText() {
    // When
    ParsedMail mail = Mails.parseCase("11-calendar-invite/input.eml");

    // Then
    assertThat(mail.messageId()).isEqualTo("<c11@customer.example.com>");
    assertThat(mail.subject()).isEqualTo("Wartung");
    assertThat(mail.kind()).isEqualTo(Kind.CALENDAR);
    assertThat(mail.calendar().method()).isEqualTo("REQUEST");
    assertThat(mail.calendar().summary()).isEqualTo("Wartung Drücker");
    assertThat(mail.calendar().uid()).isEqualTo("uid-11@example.com");
    assertThat(mail.calendar().start()).isEqualTo("2026-03-10T09:00:00Z");
    assertThat(mail.calendar().end()).isEqualTo("2026-03-10T09:30:00Z");
    assertThat(mail.text())
        .isEqualTo("Wartung Drücker\n2026-03-10T09:00:00Z – 2026-03-10T09:30:00Z");
    assertThat(Mails.files(mail))
        .containsExactly(
            new File(
                "invite.ics",
                "text/calendar",
                false,
                null,
                237,
                "4ca1097a7352a088afc2cc359db153f9abb74c5931150ef95f45d640c4d01e58"));
  }

  @Test
  void shouldKeepTheAnswerWhenTheWholeMailIsACalendar() {
    // When
    ParsedMail mail = Mails.parseCase("11-calendar-invite/input-2.eml");

    // Then
    assertThat(mail.messageId()).isEqualTo("<c11r@customer.example.com>");
    assertThat(mail.calendar().method()).isEqualTo("REPLY");
    assertThat(mail.text()).doesNotContain("VCALENDAR");
    assertThat(Mails.files(mail))
        .containsExactly(
            new File(
                "invite.ics",
                "text/calendar",
                false,
                null,
                235,
                "ea65bb9f69667d927ff9635af683d8408b7dec607f6506b75852f54c5d44e147"));
  }

  @Test
  void shouldReportTheBounceWhenOnlyTheHeadersCameBack() {
    // When
    ParsedMail mail = Mails.parseCase("12-dsn-rfc822-headers/input.eml");

    // Then
    assertThat(mail.messageId()).isEqualTo("<c12@mx.example.net>");
    assertThat(mail.kind()).isEqualTo(Kind.BOUNCE);
    assertThat(mail.automatic()).isTrue();
    assertThat(mail.returnPath()).isEmpty();
    assertThat(mail.bounce())
        .isEqualTo(
            new ParsedMail.BounceReport(
                true,
                List.of(
                    new ParsedMail.Recipient(
                        "gone@customer.example.com",
                        "failed",
                        "5.1.1",
                        "smtp; 550 5.1.1 <gone@customer.example.com>: User unknown")),
                "<ticket-4711-2@example.com>",
                List.of("<ticket-4711-1@example.com>")));
  }

  @Test
  void shouldGiveTheSameOctetsWhenAnAttachmentIsReadTwice() throws Exception {
    // Given
    ParsedMail.Attachment attachment =
        Mails.parseCase("08-missing-closing-boundary/input.eml").attachments().getFirst();

    // When
    byte[] first = attachment.octets().open().readAllBytes();
    byte[] second = attachment.octets().toByteArray();

    // Then
    assertThat(first).isEqualTo(second).hasSize(90);
    assertThat(new String(first, 48, 10, StandardCharsets.US_ASCII)).isEqualTo("0123456789");
  }
}
