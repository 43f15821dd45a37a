package dev.mailbridge.simulator.pop3;

import dev.mailbridge.simulator.access.LogIn;
import dev.mailbridge.simulator.access.XOAuth2;
import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.simulator.fault.FaultPoint;
import dev.mailbridge.simulator.fault.Protocol;
import dev.mailbridge.simulator.mail.StoredMail;
import dev.mailbridge.simulator.net.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** One client's conversation (RFC 1939, AUTH of RFC 5034). */
final class Pop3Session {
  private static final String BYE = "-ERR %s";
  private static final String INVALID = "-ERR Protocol error. 14";
  private static final String NO_MAIL = "-ERR The message number is out of range.";
  private static final Duration IDLE = Duration.ofMinutes(30);

  private final Pop3Server.Parts parts;
  private final Wire wire;
  private String mailbox;
  private boolean notConnected;
  private Maildrop drop;

  Pop3Session(Pop3Server.Parts parts, Wire wire) {
    this.parts = parts;
    this.wire = wire;
  }

  void serve() throws IOException {
    parts.watch().connected(Protocol.POP3);
    wire.setReadTimeoutMillis(Math.toIntExact(IDLE.toMillis()));
    parts.faults().strike(point("connect"), wire, BYE);
    wire.line("+OK The Microsoft Exchange POP3 service is ready. [UwBJAE0AVQBMAEEAVABPAFIA]");
    boolean goesOn = true;
    while (goesOn) {
      goesOn = command(wire.readLine());
    }
  }

  private FaultPoint point(String step) {
    return FaultPoint.of(Protocol.POP3, mailbox, step);
  }

  private boolean command(String line) throws IOException {
    parts.watch().said(Protocol.POP3, mailbox, line);
    String[] words = line.strip().split(" +", 3);
    String verb = words[0].toUpperCase(Locale.ROOT);
    Optional<String> struck =
        parts.faults().strike(point(verb.toLowerCase(Locale.ROOT)), wire, BYE);
    if (struck.isPresent()) {
      wire.line(struck.get());
      return true;
    }
    if (verb.equals("QUIT")) {
      if (drop != null) {
        drop.update();
      }
      wire.line("+OK Microsoft Exchange Server POP3 server signing off.");
      return false;
    }
    if (notConnected) {
      wire.line("-ERR User is authenticated but not connected.");
      return false;
    }
    switch (verb) {
      case "CAPA" -> wire.line("+OK\r\nTOP\r\nUIDL\r\nSASL PLAIN XOAUTH2\r\n.");
      case "NOOP" -> wire.line("+OK");
      case "AUTH" -> auth(words);
      case "USER", "PASS", "APOP" ->
          wire.line("-ERR Logon failure: unknown user name or bad password.");
      default -> {
        if (drop == null) {
          wire.line(INVALID);
        } else {
          inMaildrop(verb, words);
        }
      }
    }
    return true;
  }

  private void auth(String[] words) throws IOException {
    // Two lines only: Office 365 doesn't take the initial response with POP3.
    if (drop != null || words.length != 2 || !words[1].equalsIgnoreCase("XOAUTH2")) {
      wire.line(INVALID);
      return;
    }
    wire.line("+ ");
    Optional<XOAuth2> response = XOAuth2.parse(wire.readLine());
    LogIn outcome =
        response
            .map(one -> parts.access().logIn(Protocol.POP3, one))
            .orElseGet(() -> new LogIn.Refused("not an XOAUTH2 response"));
    switch (outcome) {
      case LogIn.Open open -> {
        mailbox = open.mailbox();
        drop = new Maildrop(parts.store().mailboxOrNew(mailbox).inbox());
        wire.line("+OK User successfully logged on.");
      }
      case LogIn.NotConnected closed -> {
        notConnected = true;
        wire.line("+OK User successfully logged on.");
      }
      case LogIn.Refused refused -> refuse();
      case LogIn.Disabled disabled -> refuse();
    }
  }

  /** No challenge here, as in Microsoft's examples: Angus Mail takes a "+ …" for success. */
  private void refuse() throws IOException {
    wire.line("-ERR Authentication failure: unknown user name or bad password.");
  }

  private void inMaildrop(String verb, String[] words) throws IOException {
    switch (verb) {
      case "STAT" -> wire.line("+OK " + drop.count() + " " + drop.octets());
      case "LIST" -> listing(words, mail -> String.valueOf(mail.content().size()));
      case "UIDL" -> listing(words, Maildrop::uidl);
      case "RETR" -> content(words, Integer.MAX_VALUE);
      case "TOP" -> content(words, words.length > 2 ? lines(words[2]) : 0);
      case "DELE" -> {
        Optional<StoredMail> mail = numbered(words);
        mail.ifPresent(drop::delete);
        wire.line(mail.isPresent() ? "+OK" : NO_MAIL);
      }
      case "RSET" -> {
        drop.reset();
        wire.line("+OK");
      }
      default -> wire.line("-ERR Protocol error. 12");
    }
  }

  private Optional<StoredMail> numbered(String[] words) {
    return words.length > 1 ? drop.mail(words[1]) : Optional.empty();
  }

  private static int lines(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  private void listing(String[] words, Function<StoredMail, String> value) throws IOException {
    if (words.length > 1) {
      Optional<StoredMail> mail = drop.mail(words[1]);
      wire.line(mail.map(one -> "+OK " + words[1] + " " + value.apply(one)).orElse(NO_MAIL));
      return;
    }
    wire.write("+OK\r\n");
    for (int number = 1; number <= drop.highest(); number++) {
      Optional<StoredMail> mail = drop.mail(String.valueOf(number));
      if (mail.isPresent()) {
        wire.write(number + " " + value.apply(mail.get()) + "\r\n");
      }
    }
    wire.line(".");
  }

  private void content(String[] words, int bodyLines) throws IOException {
    Optional<StoredMail> mail = numbered(words);
    if (mail.isEmpty()) {
      wire.line(NO_MAIL);
      return;
    }
    if (parts
        .faults()
        .faults()
        .take(point("retr").withUid(mail.get().uid()), FaultKind.FETCH_NO)
        .isPresent()) {
      wire.line("-ERR Message corrupted");
      return;
    }
    wire.write("+OK\r\n");
    boolean inBody = false;
    int left = bodyLines;
    String text = new String(mail.get().content().octets(), StandardCharsets.ISO_8859_1);
    for (String line : text.replaceFirst("\r?\n$", "").split("\r?\n", -1)) {
      if (inBody && left-- <= 0) {
        break;
      }
      wire.write(line.startsWith(".") ? "." : "").write(line).write("\r\n");
      inBody |= line.isEmpty();
    }
    wire.line(".");
  }
}
