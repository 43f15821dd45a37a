package dev.mailbridge.mailparse;

/** Mails with much in them, as material for mutations. */
final class SampleMails {
  static final String[] OUTLOOK_REPLY = {
    "Received: from mx.example by desk.example; Tue, 3 Mar 2026 08:00:00 +0000",
    "From: =?iso-8859-1?Q?J=FCrgen_M=FCller?= <j@x.example>",
    "To: Desk <desk@example.com>, \"Bee, B\" <b@x.example>; Team: c@x.example, d@x.example;",
    "Subject: =?utf-8?B?QVc6IFN0w7ZydW5n?=",
    "References: <a@b> <c@d>",
    "Content-Type: text/html; charset=\"windows-1252\"",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "<html><head><style>p{margin:0}</style></head><body lang=3DDE><p class=3DMsoNormal style=3D=",
    "\"margin:0cm;font-size:11pt\">Hallo,<o:p></o:p></p><ul><li>eins<li>zwei</ul>",
    "<table border=3D1><tr><td>a<td><a"
        + " href=3D\"https://x.example/?a=3D1&amp;b=3D2\">link</a></table>",
    "<img src=3D\"cid:a@b\"><img src=3D\"https://t.example/p.gif\"><hr>",
    "<div id=3D\"divRplyFwdMsg\"><b>Von:</b> Desk<br><b>Gesendet:</b> heute<br><b>An:</b>"
        + " J=FCrgen<br>",
    "<b>Betreff:</b> St=F6rung</div><blockquote>alt <b>und"
        + " <i>verschachtelt</b></i></blockquote></body>"
  };

  static final String[] EVERYTHING = {
    "From: a@x.example",
    "Date: Tue, 03 Mar 2026 09:00:00 +0100",
    "Content-Type: multipart/mixed; boundary=\"m\"",
    "",
    "--m",
    "Content-Type: multipart/alternative; boundary=\"a\"",
    "",
    "--a",
    "Content-Type: text/plain; charset=utf-8; format=flowed",
    "",
    "hello ",
    "world",
    "begin 644 cat.txt",
    "#0V%T",
    "`",
    "end",
    "-- ",
    "me",
    "--a",
    "Content-Type: multipart/related; boundary=\"r\"",
    "",
    "--r",
    "Content-Type: text/html",
    "",
    "<p>hello <img src=\"cid:i\"></p>",
    "--r",
    "Content-Type: image/png",
    "Content-ID: <i>",
    "Content-Transfer-Encoding: base64",
    "",
    "iVBORw0KGgo=",
    "--r--",
    "--a--",
    "--m",
    "Content-Type: text/calendar; method=REQUEST",
    "",
    "BEGIN:VCALENDAR",
    "BEGIN:VTIMEZONE",
    "TZID:Z",
    "BEGIN:STANDARD",
    "TZOFFSETTO:+0100",
    "END:STANDARD",
    "END:VTIMEZONE",
    "BEGIN:VEVENT",
    "DTSTART;TZID=Z:20260310T090000",
    "DURATION:PT1H",
    "SUMMARY:x\\,y",
    "END:VEVENT",
    "END:VCALENDAR",
    "--m",
    "Content-Type: application/pkcs7-mime; smime-type=signed-data",
    "Content-Transfer-Encoding: base64",
    "",
    "MIIARAYJKoZIhvcNAQcCoIIANTCCADECAQExADCCACYGCSqGSIb3DQEHAaCCABcEggATU3ViamVjdDogeA0KDQpzaWdu",
    "--m",
    "Content-Disposition: attachment; filename*0*=utf-8''%C3%BC; filename*1=\".txt\"",
    "",
    "x",
    "--m--"
  };

  private SampleMails() {}
}
