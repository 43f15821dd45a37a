package dev.mailbridge.smtpsender.submission;

import dev.mailbridge.contracts.ConnectionSecurity;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * The commands of one connection, over Angus Mail's transport. Its own {@code sendMessage} is not
 * used: whether the final dot has left, which recipient got which answer, and the complete text of
 * each decide what happens to a mail, and there they are lost or scattered over exceptions.
 */
final class SmtpDialogue extends SMTPTransport {
  private static final String PREFIX = "mail.smtp.";

  private final SmtpEndpoint endpoint;
  private final NoDelaySockets sockets;
  private final NoDelayTls tls;
  private final SmtpConversation conversation = new SmtpConversation();

  static SmtpDialogue to(SmtpEndpoint endpoint) {
    NoDelaySockets sockets = new NoDelaySockets();
    NoDelayTls tls = new NoDelayTls(endpoint.tls());
    Properties properties = new Properties();
    String timeout = Long.toString(endpoint.timeout().toMillis());
    properties.put(PREFIX + "connectiontimeout", timeout);
    properties.put(PREFIX + "timeout", timeout);
    properties.put(PREFIX + "quitwait", "false");
    properties.put(PREFIX + "ssl.checkserveridentity", "true");
    properties.put(PREFIX + "ssl.socketFactory", tls);
    if (endpoint.security() == ConnectionSecurity.TLS) {
      properties.put(PREFIX + "ssl.enable", "true");
    } else {
      properties.put(PREFIX + "socketFactory", sockets);
      properties.put(PREFIX + "socketFactory.fallback", "false");
      boolean startTls = endpoint.security() == ConnectionSecurity.STARTTLS;
      properties.put(PREFIX + "starttls.enable", Boolean.toString(startTls));
      properties.put(PREFIX + "starttls.required", Boolean.toString(startTls));
    }
    return new SmtpDialogue(Session.getInstance(properties), endpoint, sockets, tls);
  }

  private SmtpDialogue(
      Session session, SmtpEndpoint endpoint, NoDelaySockets sockets, NoDelayTls tls) {
    super(session, new URLName("smtp", endpoint.host(), endpoint.port(), null, null, null));
    this.endpoint = endpoint;
    this.sockets = sockets;
    this.tls = tls;
  }

  SmtpConversation conversation() {
    return conversation;
  }

  @Override
  protected void sendCommand(String command) throws MessagingException {
    conversation.sent(command);
    super.sendCommand(command);
  }

  @Override
  protected int readServerResponse() throws MessagingException {
    boolean answered = false;
    try {
      int code = super.readServerResponse();
      answered = code > 0;
      return code;
    } finally {
      conversation.received(answered ? getLastServerResponse() : null);
    }
  }

  /** Connects, starts TLS and asks for the extensions; authenticates nobody. */
  void open() throws MessagingException {
    connect(endpoint.host(), endpoint.port(), null, null);
  }

  /** The server's last answer; empty when it closed the connection or was never heard. */
  SmtpReply lastReply() {
    String text = getLastServerResponse();
    return SmtpReply.parse(getLastReturnCode(), text == null ? "" : text);
  }

  /**
   * @throws ConnectionLostException when no answer came
   */
  synchronized SmtpReply command(String line) throws MessagingException {
    sendCommand(octets(line));
    return readReply();
  }

  /** Sends all, then reads all (RFC 2920) where the server allows it; else one by one. */
  synchronized List<SmtpReply> commands(List<String> lines) throws MessagingException {
    boolean together = supportsExtension("PIPELINING");
    List<SmtpReply> replies = new ArrayList<>(lines.size());
    if (together) {
      for (String line : lines) {
        sendCommand(octets(line));
      }
    }
    for (String line : lines) {
      replies.add(together ? readReply() : command(line));
    }
    return replies;
  }

  /**
   * Asks to transfer the mail and writes it, dots stuffed; the final dot is not yet sent.
   *
   * @param content ends with CR LF
   * @return the refusal, when the server doesn't want it now
   */
  synchronized Optional<SmtpReply> writeMail(Submission.Content content)
      throws IOException, MessagingException {
    OutputStream out;
    try {
      out = data();
    } catch (SMTPSendFailedException e) {
      if (e.getReturnCode() <= 0) {
        throw new ConnectionLostException();
      }
      return Optional.of(SmtpReply.parse(e.getReturnCode(), e.getMessage()));
    }
    content.writeTo(out);
    conversation.note("(%d octets of mail)".formatted(content.size()));
    return Optional.empty();
  }

  /** Sends the final dot and waits as long as RFC 5321 asks for. */
  synchronized SmtpReply finish() throws MessagingException {
    try {
      readTimeout(endpoint.answerTimeout());
      return command(".");
    } finally {
      readTimeout(endpoint.timeout());
    }
  }

  /** Cuts the connection from any thread; whoever waits for an answer gets none. */
  void cut() {
    for (Socket socket : new Socket[] {sockets.last(), tls.last()}) {
      if (socket != null) {
        try {
          socket.close();
        } catch (IOException ignored) {
          // It is gone already.
        }
      }
    }
  }

  /** Angus Mail sends each character's low octet: UTF-8, where SMTPUTF8 was agreed on. */
  private static String octets(String line) {
    return new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private SmtpReply readReply() throws MessagingException {
    int code = readServerResponse();
    if (code <= 0) {
      throw new ConnectionLostException();
    }
    return SmtpReply.parse(code, getLastServerResponse());
  }

  private void readTimeout(Duration timeout) {
    Socket socket = endpoint.security() == ConnectionSecurity.NONE ? sockets.last() : tls.last();
    try {
      // Under TLS the reads happen on the socket below.
      socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
    } catch (SocketException ignored) {
      // The next read will say so.
    }
  }
}
