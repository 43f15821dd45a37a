package dev.mailbridge.imappoller.pop3;

import dev.mailbridge.imappoller.net.MailSocket;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import dev.mailbridge.token.AccessToken;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** One POP3 session: it sees the mailbox as it was at its start. */
final class Pop3Connection implements AutoCloseable {
  /** RFC 2449 section 4 allows 512; errors can be longer. */
  private static final long LONGEST_ANSWER = 64 * 1024;

  /** A million mails with the longest UIDLs. */
  private static final long LONGEST_LIST = 96L << 20;

  private Pop3Bounds bounds = Pop3Bounds.of(LONGEST_ANSWER, System::nanoTime);
  private final MailSocket socket;
  private final InputStream in;

  Pop3Connection(MailSocket socket) {
    this.socket = socket;
    try {
      this.in = new BufferedInputStream(socket.in(), 64 * 1024);
    } catch (IOException e) {
      throw lost("connect", e);
    }
  }

  void authenticate(AccessToken token) {
    expectOk("greeting", line());
    if (token.mechanism() == AccessToken.Mechanism.PASSWORD) {
      command("USER " + token.saslUser());
      require("PASS ***", send("PASS " + token.value()), SourceFailure.TOKEN_REFUSED);
      return;
    }
    // Exchange Online takes no initial response here: two lines.
    String go = send("AUTH XOAUTH2");
    if (!go.startsWith("+")) {
      throw new SourceException(SourceFailure.TOKEN_REFUSED, "AUTH was answered: " + go);
    }
    String blob = "user=%s\1auth=Bearer %s\1\1".formatted(token.saslUser(), token.value());
    String answer = send(Base64.getEncoder().encodeToString(blob.getBytes(StandardCharsets.UTF_8)));
    if (answer.startsWith("+ ") && !answer.startsWith("+OK")) {
      // The challenge of a refusal wants an empty line before the -ERR.
      answer = send("");
    }
    require("AUTH", answer, SourceFailure.TOKEN_REFUSED);
  }

  void command(String command) {
    require(command, send(command), SourceFailure.SERVER_REFUSED);
  }

  /** UIDL or LIST: {@code number value} in each line. */
  List<String> list(String command) {
    command(command);
    bounds = bounds.allow(LONGEST_LIST);
    List<String> lines = new ArrayList<>();
    String line = line();
    while (!line.equals(".")) {
      lines.add(line);
      line = line();
    }
    return lines;
  }

  /**
   * Null when the server refuses it.
   *
   * @param most octets that are taken
   */
  byte[] retrieve(int number, long most) {
    if (!send("RETR " + number).startsWith("+OK")) {
      return null;
    }
    bounds = bounds.allow(most);
    ByteArrayOutputStream mail = new ByteArrayOutputStream(16 * 1024);
    byte[] line = octets();
    while (line.length != 1 || line[0] != '.') {
      // RFC 1939 section 3: a leading dot was doubled.
      int from = line.length > 0 && line[0] == '.' ? 1 : 0;
      mail.write(line, from, line.length - from);
      mail.write('\r');
      mail.write('\n');
      line = octets();
    }
    return mail.toByteArray();
  }

  private String send(String text) {
    bounds = Pop3Bounds.of(LONGEST_ANSWER, System::nanoTime);
    try {
      socket.out().write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
      socket.out().flush();
      return line();
    } catch (IOException e) {
      throw lost(text.split(" ", 2)[0], e);
    }
  }

  private String line() {
    return new String(octets(), StandardCharsets.UTF_8);
  }

  private byte[] octets() {
    try {
      ByteArrayOutputStream line = new ByteArrayOutputStream(128);
      int octet = in.read();
      while (octet >= 0 && octet != '\n') {
        bounds.count();
        if (octet != '\r') {
          line.write(octet);
        }
        octet = in.read();
      }
      if (octet < 0) {
        throw new IOException("the server ended the connection");
      }
      return line.toByteArray();
    } catch (IOException e) {
      throw lost("reading", e);
    }
  }

  private static void expectOk(String what, String answer) {
    require(what, answer, SourceFailure.SERVER_REFUSED);
  }

  private static void require(String what, String answer, SourceFailure failure) {
    if (!answer.startsWith("+OK")) {
      throw new SourceException(failure, "%s was answered: %s".formatted(what, answer));
    }
  }

  private static SourceException lost(String during, IOException e) {
    return new SourceException(
        SourceFailure.CONNECTION_LOST,
        "Connection lost during %s: %s".formatted(during, e.getMessage()),
        e);
  }

  /** Deletions count only after a QUIT. */
  void quit() {
    send("QUIT");
    close();
  }

  @Override
  public void close() {
    socket.close();
  }
}
