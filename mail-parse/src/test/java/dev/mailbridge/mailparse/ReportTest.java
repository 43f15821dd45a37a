package dev.mailbridge.mailparse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.mailparse.ParsedMail.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mails that machines write. */
class ReportTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Auto-Submitted: auto-replied | AUTO_REPLY",
        "Auto-Submitted: Auto-Generated (rule) | AUTO_REPLY",
        "Auto-Submitted: auto-notified; owner-email=x | AUTO_REPLY",
        "Auto-Submitted: no | MAIL",
        "Auto-Submitted: No (a person) | MAIL",
        "X-Autoreply: yes | AUTO_REPLY",
        "X-Autorespond: vacation | AUTO_REPLY",
        "Precedence: auto_reply | AUTO_REPLY",
        "X-Auto-Response-Suppress: All | MAIL",
        "List-Id: <l.example> | LIST",
        "Precedence: list | LIST",
        "Precedence: bulk | MAIL"
      })
  void shouldTellTheKindWhenAHeaderSaysIt(String header, Kind kind) {
    ParsedMail mail = Mails.parse("From: a@x.example", header, "", "text");

    assertThat(mail.kind()).isEqualTo(kind);
    assertThat(mail.automatic()).isEqualTo(kind != Kind.MAIL);
  }

  @Test
  void shouldSeeAnOutOfOfficeWhenExchangeSendsItFromNobody() {
    ParsedMail mail =
        Mails.parse(
            "Return-Path: <>", "X-Auto-Response-Suppress: All", "From: a@x.example", "", "x");

    assertThat(mail.kind()).isEqualTo(Kind.AUTO_REPLY);
  }

  private static ParsedMail report(String action, String status) {
    return Mails.parse(
        "From: MAILER-DAEMON@mx.example",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
        "",
        "--b",
        "",
        "prose",
        "--b",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.example",
        "",
        "Final-Recipient: rfc822; one@x.example",
        "Action: " + action,
        "Status: " + status,
        "",
        "Original-Recipient: rfc822;<two@x.example>",
        "Action: delivered",
        "Status: 2.0.0 (ok)",
        "--b",
        "Content-Type: message/rfc822",
        "",
        "Message-ID: <orig@desk.example>",
        "References: <a@b> <c@d>",
        "Subject: original",
        "",
        "original body",
        "--b--");
  }

  @ParameterizedTest
  @CsvSource({
    "failed, 5.1.1, BOUNCE, true",
    "Failed, 4.4.7, BOUNCE, false",
    "delayed, 4.4.1, DELIVERY_REPORT, false",
    "relayed, 2.0.0, DELIVERY_REPORT, false"
  })
  void shouldTellBouncesFromNoticesWhenActionsDiffer(
      String action, String status, Kind kind, boolean hard) {
    ParsedMail mail = report(action, status);

    assertThat(mail.kind()).isEqualTo(kind);
    assertThat(mail.bounce().hard()).isEqualTo(hard);
    assertThat(mail.bounce().originalMessageId()).isEqualTo("<orig@desk.example>");
    assertThat(mail.bounce().originalReferences()).containsExactly("<a@b>", "<c@d>");
    assertThat(mail.bounce().recipients())
        .extracting(ParsedMail.Recipient::address)
        .containsExactly("one@x.example", "two@x.example");
    assertThat(mail.bounce().recipients())
        .extracting(ParsedMail.Recipient::status)
        .containsExactly(status, "2.0.0");
    assertThat(mail.text()).isEqualTo("prose").doesNotContain("original body");
  }

  @Test
  void shouldSeeTheBounceWhenEximWritesProse() {
    ParsedMail mail =
        Mails.parse(
            "Return-path: <>",
            "From: Mail Delivery System <Mailer-Daemon@x.example>",
            "X-Failed-Recipients: gone@y.example, away@y.example",
            "Auto-Submitted: auto-replied",
            "Subject: Mail delivery failed: returning message to sender",
            "",
            "550 5.1.1 no such user",
            "------ This is a copy of the message ------",
            "Message-ID: <orig@desk.example>");

    assertThat(mail.kind()).isEqualTo(Kind.BOUNCE);
    assertThat(mail.bounce().hard()).isTrue();
    assertThat(mail.bounce().recipients())
        .extracting(ParsedMail.Recipient::address, ParsedMail.Recipient::status)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("gone@y.example", "5.1.1"),
            org.assertj.core.groups.Tuple.tuple("away@y.example", "5.1.1"));
    assertThat(mail.bounce().originalMessageId()).isEqualTo("<orig@desk.example>");
  }

  @Test
  void shouldSeeTheBounceWhenQmailWritesProse() {
    ParsedMail mail =
        Mails.parse(
            "Return-Path: <>",
            "From: MAILER-DAEMON@x.example",
            "Subject: failure notice",
            "",
            "Hi. I wasn't able to deliver your message.");

    assertThat(mail.kind()).isEqualTo(Kind.BOUNCE);
    assertThat(mail.automatic()).isTrue();
  }

  @Test
  void shouldNotTakeAPersonForADaemonWhenOnlyTheSubjectSaysSo() {
    ParsedMail mail = Mails.parse("From: a@x.example", "Subject: failure notice", "", "help 5.1.1");

    assertThat(mail.kind()).isEqualTo(Kind.MAIL);
    assertThat(mail.bounce()).isNull();
  }

  @Test
  void shouldSeeTheReceiptWhenAMailWasRead() {
    ParsedMail mail =
        Mails.parse(
            "Content-Type: multipart/report; report-type=disposition-notification; boundary=b",
            "",
            "--b",
            "",
            "was read",
            "--b",
            "Content-Type: message/disposition-notification",
            "",
            "Disposition: manual-action/MDN-sent-manually; displayed",
            "--b--");

    assertThat(mail.kind()).isEqualTo(Kind.READ_RECEIPT);
    assertThat(mail.automatic()).isTrue();
    assertThat(mail.text()).isEqualTo("was read");
  }

  private static ParsedMail invitation(String... lines) {
    return Mails.parse(
        "Content-Type: text/calendar; method=REQUEST; charset=utf-8",
        "",
        "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n" + String.join("\r\n", lines) + "\r\nEND:VCALENDAR");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DTSTART:20260310T090000Z | 2026-03-10T09:00:00Z",
        "DTSTART;TZID=Europe/Berlin:20260310T090000 | 2026-03-10T08:00:00Z",
        "DTSTART;TZID=\"W. Europe Standard Time\":20260710T090000 | 2026-07-10T07:00:00Z",
        "DTSTART;VALUE=DATE:20260310 | 2026-03-10T00:00:00Z",
        "DTSTART:20260310T090000 | 2026-03-10T09:00:00Z"
      })
  void shouldReadTheTimeWhenZonesAreNamed(String line, String start) {
    ParsedMail mail = invitation("BEGIN:VEVENT", line, "DURATION:PT30M", "END:VEVENT");

    assertThat(mail.calendar().start()).isEqualTo(start);
    assertThat(mail.calendar().end()).isEqualTo(mail.calendar().start().plusSeconds(1800));
  }

  @Test
  void shouldReadTheEventWhenLinesAreFoldedAndEscaped() {
    ParsedMail mail =
        invitation(
            "BEGIN:VTIMEZONE",
            "TZID:Odd",
            "BEGIN:STANDARD",
            "TZOFFSETTO:+0200",
            "END:STANDARD",
            "END:VTIMEZONE",
            "BEGIN:VEVENT",
            "UID:u1",
            "SUMMARY:Plan\\, with a ",
            " long line\\nand more",
            "ORGANIZER;CN=\"Boss: the\":MAILTO:boss@x.example",
            "DTSTART;TZID=Odd:20260310T090000",
            "BEGIN:VALARM",
            "SUMMARY:wrong",
            "END:VALARM",
            "END:VEVENT");

    assertThat(mail.calendar())
        .isEqualTo(
            new ParsedMail.Calendar(
                "REQUEST",
                "u1",
                "Plan, with a long line\nand more",
                java.time.Instant.parse("2026-03-10T07:00:00Z"),
                null,
                "boss@x.example"));
    assertThat(mail.kind()).isEqualTo(Kind.CALENDAR);
  }

  @Test
  void shouldStayAMailWhenACalendarIsOnlyAttached() {
    ParsedMail mail =
        Mails.parse(
            "Content-Type: multipart/mixed; boundary=b",
            "",
            "--b",
            "",
            "my holidays",
            "--b",
            "Content-Type: text/calendar; name=h.ics",
            "Content-Disposition: attachment; filename=h.ics",
            "",
            "BEGIN:VCALENDAR",
            "BEGIN:VEVENT",
            "SUMMARY:off",
            "END:VEVENT",
            "END:VCALENDAR",
            "--b--");

    assertThat(mail.kind()).isEqualTo(Kind.MAIL);
    assertThat(mail.calendar().method()).isEqualTo("PUBLISH");
  }
}
