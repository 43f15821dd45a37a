package dev.mailbridge.simulator.smtp;

import dev.mailbridge.simulator.Behaviour;
import dev.mailbridge.simulator.access.LogIn;
import dev.mailbridge.simulator.fault.FaultPoint;
import dev.mailbridge.simulator.fault.Protocol;
import dev.mailbridge.simulator.net.ConnectionEnd;
import dev.mailbridge.simulator.net.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client's conversation. */
final class SmtpSession {
  /** Of a fault that ends the connection. */
  static final String BYE = "421 4.3.2 %s";

  private static final Pattern MAIL =
      Pattern.compile("FROM:\\s*<([^>]*)>(.*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern RCPT =
      Pattern.compile("TO:\\s*<([^>]*)>(.*)", Pattern.CASE_INSENSITIVE);
  private static final int RECIPIENT_LIMIT = 500;
  private static final Duration IDLE = Duration.ofMinutes(10);
  private static final Duration LOST_ANSWER = Duration.ofSeconds(120);

  private final SmtpServer.Parts parts;
  private final Wire wire;
  private final SmtpSignIn signIn;
  private final List<String> recipients = new ArrayList<>();
  private boolean secure;
  private LogIn.Open logIn;
  private String mailFrom;
  private ByteArrayOutputStream chunks;

  SmtpSession(SmtpServer.Parts parts, Wire wire) {
    this.parts = parts;
    this.wire = wire;
    this.signIn = new SmtpSignIn(parts, wire);
  }

  void serve() throws IOException {
    try {
      parts.watch().connected(Protocol.SMTP);
      wire.setReadTimeoutMillis(patience());
      if (refusedOnCommand("connect")) {
        return;
      }
      wire.line("220 SIMULATOR.PROD.OUTLOOK.COM Microsoft ESMTP MAIL Service ready");
      boolean goesOn = true;
      while (goesOn) {
        goesOn = command(wire.readLine());
      }
    } catch (SocketTimeoutException e) {
      if (parts.settings().behaviour().smtpSilentEndAfter().isZero()) {
        wire.line("421 4.4.1 Connection timed out");
      }
    } finally {
      if (logIn != null) {
        parts.limits().disconnect(logIn.mailbox());
      }
    }
  }

  private int patience() {
    Duration silent = parts.settings().behaviour().smtpSilentEndAfter();
    return Math.toIntExact((silent.isZero() ? IDLE : silent).toMillis());
  }

  private FaultPoint point(String step) {
    return FaultPoint.of(Protocol.SMTP, logIn == null ? null : logIn.mailbox(), step);
  }

  private boolean refusedOnCommand(String step) throws IOException {
    Optional<String> struck = parts.faults().strike(point(step), wire, BYE);
    if (struck.isPresent()) {
      reply(wire, struck.get());
      if (struck.get().startsWith("421")) {
        throw new ConnectionEnd(ConnectionEnd.Manner.CLOSE);
      }
    }
    return struck.isPresent();
  }

  /** Several lines of a reply are given with line feeds between them. */
  static void reply(Wire wire, String text) throws IOException {
    for (String line : text.split("\r?\n")) {
      wire.write(line).write("\r\n");
    }
    wire.flush();
  }

  private boolean command(String line) throws IOException {
    parts.watch().said(Protocol.SMTP, logIn == null ? null : logIn.mailbox(), line);
    int space = line.indexOf(' ');
    String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
    String rest = space < 0 ? "" : line.substring(space + 1).strip();
    if (!verb.equals("BDAT") && refusedOnCommand(verb.toLowerCase(Locale.ROOT))) {
      return true;
    }
    switch (verb) {
      case "EHLO" -> ehlo();
      case "HELO" ->
          wire.line("250 SIMULATOR.PROD.OUTLOOK.COM Hello [" + wire.remoteAddress() + "]");
      case "STARTTLS" -> startTls();
      case "AUTH" -> auth(rest);
      case "MAIL" -> mail(rest);
      case "RCPT" -> rcpt(rest);
      case "DATA" -> data();
      case "BDAT" -> bdat(rest);
      case "RSET" -> {
        forget();
        wire.line("250 2.0.0 Resetting");
      }
      case "NOOP" -> wire.line("250 2.0.0 OK");
      case "VRFY" -> wire.line("252 2.1.5 Cannot VRFY user");
      case "QUIT" -> {
        wire.line("221 2.0.0 Service closing transmission channel");
        return false;
      }
      default -> wire.line("500 5.3.3 Unrecognized command '" + printable(verb) + "'");
    }
    return true;
  }

  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "?").substring(0, Math.min(40, text.length()));
  }

  private void ehlo() throws IOException {
    Behaviour behaviour = parts.settings().behaviour();
    wire.write(
        "250-SIMULATOR.PROD.OUTLOOK.COM Hello ["
            + wire.remoteAddress()
            + "]\r\n250-SIZE "
            + behaviour.messageSizeLimit()
            + "\r\n250-PIPELINING\r\n250-DSN\r\n250-ENHANCEDSTATUSCODES\r\n");
    wire.write(secure ? "250-AUTH LOGIN XOAUTH2\r\n" : "250-STARTTLS\r\n");
    wire.write("250-8BITMIME\r\n250-BINARYMIME\r\n");
    if (behaviour.smtpUtf8()) {
      wire.write("250-CHUNKING\r\n250 SMTPUTF8\r\n").flush();
    } else {
      wire.write("250 CHUNKING\r\n").flush();
    }
  }

  private void startTls() throws IOException {
    if (secure) {
      wire.line("503 5.5.2 Only one STARTTLS command can be issued per session");
      return;
    }
    wire.line("220 2.0.0 SMTP server ready");
    wire.startTls(parts.tls());
    wire.setReadTimeoutMillis(patience());
    secure = true;
    forget();
  }

  private void auth(String arguments) throws IOException {
    if (!secure || logIn != null) {
      wire.line(
          secure
              ? "503 5.5.2 Already authenticated"
              : "504 5.7.4 Unrecognized authentication type");
      return;
    }
    signIn.attempt(arguments).ifPresent(open -> logIn = open);
  }

  private void mail(String arguments) throws IOException {
    Matcher matcher = MAIL.matcher(arguments);
    if (logIn == null) {
      wire.line("530 5.7.57 Client not authenticated to send mail.");
    } else if (!matcher.matches()) {
      wire.line("501 5.5.4 Invalid arguments");
    } else if (parts.limits().tooManyThisMinute(logIn.mailbox())) {
      wire.line("421 4.3.2 The maximum number of messages per minute has been exceeded");
      throw new ConnectionEnd(ConnectionEnd.Manner.CLOSE);
    } else if (size(matcher.group(2)) > parts.settings().behaviour().messageSizeLimit()) {
      wire.line("552 5.3.4 Message size exceeds fixed maximum message size");
    } else {
      forget();
      mailFrom = address(matcher.group(1));
      wire.line("250 2.1.0 Sender OK");
    }
  }

  private static long size(String parameters) {
    Matcher size =
        Pattern.compile("\\bSIZE=(\\d{1,15})", Pattern.CASE_INSENSITIVE).matcher(parameters);
    return size.find() ? Long.parseLong(size.group(1)) : 0;
  }

  /** The wire is read as ISO 8859-1; an SMTPUTF8 address is UTF-8. */
  private static String address(String wire) {
    return new String(wire.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private void rcpt(String arguments) throws IOException {
    Matcher matcher = RCPT.matcher(arguments);
    if (mailFrom == null) {
      wire.line("503 5.5.2 Need mail command");
    } else if (!matcher.matches() || !matcher.group(1).contains("@")) {
      wire.line("501 5.1.3 Invalid address");
    } else if (recipients.size() >= RECIPIENT_LIMIT) {
      wire.line("452 4.5.3 Too many recipients");
    } else {
      recipients.add(address(matcher.group(1)));
      wire.line("250 2.1.5 Recipient OK");
    }
  }

  private void data() throws IOException {
    if (recipients.isEmpty()) {
      wire.line("503 5.5.2 Need rcpt command");
      return;
    }
    wire.line("354 Start mail input; end with <CRLF>.<CRLF>");
    refuseInsideData();
    ByteArrayOutputStream raw = new ByteArrayOutputStream(16384);
    while (true) {
      String line = wire.readLine();
      if (line.equals(".")) {
        break;
      }
      String content = line.startsWith(".") ? line.substring(1) : line;
      raw.writeBytes(content.getBytes(StandardCharsets.ISO_8859_1));
      raw.write('\r');
      raw.write('\n');
    }
    whole(raw.toByteArray());
  }

  /** A fault at the step "in-data" ends the connection in the middle of the mail. */
  private void refuseInsideData() throws IOException {
    parts.faults().strike(point("in-data"), wire, BYE);
  }

  private void bdat(String arguments) throws IOException {
    String[] words = arguments.split(" ");
    if (recipients.isEmpty() || !words[0].matches("\\d{1,9}")) {
      wire.line("503 5.5.2 Need rcpt command");
      return;
    }
    if (chunks == null) {
      chunks = new ByteArrayOutputStream();
    }
    chunks.writeBytes(wire.readOctets(Integer.parseInt(words[0])));
    if (words.length > 1 && words[1].equalsIgnoreCase("LAST")) {
      whole(chunks.toByteArray());
    } else {
      wire.line("250 2.6.0 " + words[0] + " octets received");
    }
  }

  private void whole(byte[] raw) throws IOException {
    Submission submission = new Submission(logIn, mailFrom, recipients, raw);
    forget();
    if (refusedOnCommand("end-of-data")) {
      return;
    }
    switch (parts.desk().submit(submission, point("end-of-data"))) {
      case SubmissionDesk.Verdict.Taken taken -> reply(wire, taken.reply());
      case SubmissionDesk.Verdict.Refused refused -> reply(wire, refused.reply());
      case SubmissionDesk.Verdict.Silent silent ->
          throw new ConnectionEnd(ConnectionEnd.Manner.CLOSE, silent.fault().delayOr(LOST_ANSWER));
    }
  }

  private void forget() {
    mailFrom = null;
    recipients.clear();
    chunks = null;
  }
}
