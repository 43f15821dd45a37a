package dev.mailbridge.mailparse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is new in an answer, by the clients and languages that help desks see. */
class ReplyTextTest {

  private static ParsedMail mail(String subject, String text) {
    return Mails.parse(
        "Subject: " + subject,
        "Content-Type: text/plain; charset=utf-8",
        "",
        text.replace("\n", "\r\n"));
  }

  private static String reply(String text) {
    return mail("Re: printer", text).replyText();
  }

  /** Outlook's header block, in the language that the sender's Outlook speaks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "From: | Sent: | To: | Subject:",
        "Von: | Gesendet: | An: | Betreff:",
        "De : | Envoyé : | À : | Objet :",
        "De: | Enviado el: | Para: | Asunto:",
        "Da: | Inviato: | A: | Oggetto:",
        "Van: | Verzonden: | Aan: | Onderwerp:",
        "De: | Enviada em: | Para: | Assunto:",
        "Od: | Wysłano: | Do: | Temat:",
        "Från: | Skickat: | Till: | Ämne:",
        "差出人: | 送信日時: | 宛先: | 件名:",
        "Fra: | Sendt: | Til: | Emne:",
        "发件人: | 发送时间: | 收件人: | 主题:",
        "От: | Отправлено: | Кому: | Тема:"
      })
  void shouldCutTheHistoryWhenOutlookQuotes(String from, String sent, String to, String subject) {
    String history =
        "%s Help Desk <desk@example.com>\n%s 3 March 2026 09:00\n%s Ann <ann@x.example>\n%s printer\n\nold text"
            .formatted(from, sent, to, subject);

    assertThat(reply("my answer\n\n" + history)).isEqualTo("my answer");
    assertThat(reply("my answer\n\n________________________________\n" + history))
        .isEqualTo("my answer");
    assertThat(reply("my answer\n\n-----Original Message-----\n" + history)).isEqualTo("my answer");
    assertThat(mail("Re: printer", "my answer\n\n" + history).text()).endsWith("old text");
  }

  /** Attribution lines of Gmail, Apple Mail and Thunderbird. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "On Tue, Mar 3, 2026 at 9:00 AM Help Desk <desk@example.com> wrote:",
        "On Tue, Mar 3, 2026 at 9:00 AM Help Desk with a long name\n<desk@example.com> wrote:",
        "On 3 Mar 2026, at 09:00, Help Desk <desk@example.com> wrote:",
        "On 03/03/2026 09:00, Help Desk wrote:",
        "Am Di., 3. März 2026 um 09:00 Uhr schrieb Help Desk <desk@example.com>:",
        "Am 03.03.2026 um 09:00 schrieb Help Desk:",
        "Am 03.03.26 um 09:00 schrieb Help Desk <desk@example.com>:",
        "Le mar. 3 mars 2026 à 09:00, Help Desk <desk@example.com> a écrit :",
        "Le 3 mars 2026 à 09:00, Help Desk <desk@example.com> a écrit :",
        "El mar, 3 mar 2026 a las 9:00, Help Desk (<desk@example.com>) escribió:",
        "Il giorno mar 3 mar 2026 alle ore 09:00 Help Desk <desk@example.com> ha scritto:",
        "Op di 3 mrt 2026 om 09:00 schreef Help Desk <desk@example.com>:",
        "Em ter., 3 de mar. de 2026 às 09:00, Help Desk <desk@example.com>\nescreveu:",
        "wt., 3 mar 2026 o 09:00 Help Desk <desk@example.com> napisał(a):",
        "W dniu 3.03.2026 o 09:00, Help Desk pisze:",
        "Den tis 3 mars 2026 kl 09:00 skrev Help Desk <desk@example.com>:",
        "2026年3月3日(火) 9:00 Help Desk <desk@example.com>:",
        "2026/03/03 9:00、Help Desk <desk@example.com>のメール:"
      })
  void shouldCutTheHistoryWhenTheQuotationIsAttributed(String attribution) {
    String answer = "my answer\n\nsecond paragraph";

    assertThat(reply(answer + "\n\n" + attribution + "\n\n> old text\n> more\n>\n>> oldest\n"))
        .isEqualTo(answer);
  }

  @Test
  void shouldCutTheHistoryWhenItIsHtmlOfGmail() {
    ParsedMail mail =
        Mails.parse(
            "Subject: Re: x",
            "Content-Type: text/html; charset=utf-8",
            "",
            "<div dir=\"ltr\">my answer</div><br><div class=\"gmail_quote\"><div"
                + " class=\"gmail_attr\">On Tue, Mar 3, 2026 at 9:00 AM Help Desk &lt;<a"
                + " href=\"mailto:desk@example.com\">desk@example.com</a>&gt;"
                + " wrote:<br></div><blockquote>old<br>text</blockquote></div>");

    assertThat(mail.replyText()).isEqualTo("my answer");
    assertThat(mail.text()).contains("> old");
  }

  @Test
  void shouldCutTheHistoryWhenItIsHtmlOfOutlook() {
    ParsedMail mail =
        Mails.parse(
            "Subject: RE: x",
            "Content-Type: text/html; charset=utf-8",
            "",
            "<p>my answer</p><hr><div id=\"divRplyFwdMsg\"><b>From:</b> Desk"
                + " &lt;desk@example.com&gt;<br><b>Sent:</b> Tuesday<br><b>To:</b>"
                + " Ann<br><b>Subject:</b> x</div><p>old</p>");

    assertThat(mail.replyText()).isEqualTo("my answer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- \nAnn Sample\nACME Ltd",
        "--\nAnn Sample",
        "Sent from my iPhone",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Inviato da iPhone",
        "Verstuurd vanaf mijn iPhone",
        "Enviado do meu iPhone",
        "Wysłane z iPhone'a",
        "Skickat från min iPhone",
        "iPhoneから送信",
        "Get Outlook for iOS<https://aka.ms/o0ukef>"
      })
  void shouldCutTheSignatureWhenItIsMarked(String signature) {
    assertThat(reply("my answer\n\n" + signature)).isEqualTo("my answer");
    assertThat(reply("my answer\n\n" + signature + "\n\nOn 3 Mar 2026 9:00, Desk wrote:\n> old"))
        .isEqualTo("my answer");
  }

  @Test
  void shouldKeepTheAnswerWhenItStandsBelowTheQuotation() {
    assertThat(
            reply(
                "On 3 Mar 2026, at 09:00, Desk <d@x.example> wrote:\n"
                    + "> old\n"
                    + "> text\n\n"
                    + "my answer\n"
                    + "-- \n"
                    + "Ann"))
        .isEqualTo("my answer");
  }

  @Test
  void shouldKeepEverythingWhenAnswersStandBetweenTheQuotedLines() {
    String text =
        "On 3 Mar 2026, at 09:00, Desk <d@x.example> wrote:\n> first?\nyes\n> second?\nno";

    assertThat(reply(text)).isEqualTo(text);
  }

  @Test
  void shouldKeepEverythingWhenTheMailWasPassedOn() {
    String text = "please look\n\nFrom: Bob\nSent: today\nTo: Ann\nSubject: help\n\nthe problem";

    assertThat(mail("FW: help", text).replyText()).isEqualTo(text);
    assertThat(mail("WG: help", text).replyText()).isEqualTo(text);
  }

  @Test
  void shouldKeepEverythingWhenThereIsNothingButHistory() {
    String text = "From: Bob\nSent: today\nTo: Ann\nSubject: help\n\nthe problem";

    assertThat(reply(text)).isEqualTo(text);
    assertThat(reply("> only\n> quoted")).isEqualTo("> only\n> quoted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From: here to there we went.\n\nIt was nice.",
        "I wrote: 5 apples.\nThen I left.",
        "Steps:\n1. a\n2. b\n\nOn Monday I wrote:\nhello",
        "a -- b\n--- not a signature\nend",
        "Date: tomorrow?\nTo: everyone"
      })
  void shouldKeepOrdinaryTextWhenItOnlyLooksLikeHistory(String text) {
    assertThat(reply(text)).isEqualTo(text);
  }

  @Test
  void shouldCutAtTheMarkerWhenTheHelpDeskAsksForIt() {
    assertThat(reply("my answer\n\n##- Please type your reply above this line -##\nold"))
        .isEqualTo("my answer");
  }
}
