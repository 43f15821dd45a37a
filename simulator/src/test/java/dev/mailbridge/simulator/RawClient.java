package dev.mailbridge.simulator;

import dev.mailbridge.simulator.contract.MailClient;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Speaks a mail protocol line by line, to see exactly what the server says. */
public final class RawClient implements Closeable {
  private final SSLContext tls;
  private Socket socket;
  private BufferedReader in;

  private RawClient(SSLContext tls, Socket socket) throws IOException {
    this.tls = tls;
    use(socket);
  }

  private void use(Socket other) throws IOException {
    socket = other;
    socket.setSoTimeout(10_000);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  public static RawClient imap(Simulator simulator) throws IOException {
    return tls(simulator, simulator.imapsPort());
  }

  public static RawClient pop3(Simulator simulator) throws IOException {
    return tls(simulator, simulator.pop3sPort());
  }

  private static RawClient tls(Simulator simulator, int port) throws IOException {
    SSLContext tls = MailClient.trusting(simulator.caCertificatePem());
    RawClient client = new RawClient(tls, tls.getSocketFactory().createSocket("localhost", port));
    client.readLine();
    return client;
  }

  /** After EHLO, STARTTLS and EHLO. */
  public static RawClient smtp(Simulator simulator) throws IOException {
    SSLContext tls = MailClient.trusting(simulator.caCertificatePem());
    RawClient client = new RawClient(tls, new Socket("localhost", simulator.smtpPort()));
    client.readLine();
    client.reply("EHLO test");
    client.reply("STARTTLS");
    client.startTls();
    client.reply("EHLO test");
    return client;
  }

  public void startTls() throws IOException {
    SSLSocket secure =
        (SSLSocket)
            tls.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
    secure.startHandshake();
    use(secure);
  }

  public static String xoauth2(String user, String token) {
    return Base64.getEncoder()
        .encodeToString(
            ("user=" + user + "\u0001auth=Bearer " + token + "\u0001\u0001")
                .getBytes(StandardCharsets.UTF_8));
  }

  public void send(String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  public String readLine() throws IOException {
    return in.readLine();
  }

  /** Sends an IMAP command; the lines up to its tagged answer. */
  public List<String> command(String tag, String command) throws IOException {
    send(tag + " " + command);
    List<String> lines = new ArrayList<>();
    while (true) {
      String line = readLine();
      if (line == null) {
        lines.add("(closed)");
        return lines;
      }
      lines.add(line);
      if (line.startsWith(tag + " ")) {
        return lines;
      }
    }
  }

  /** Sends an SMTP command; its whole reply. */
  public String reply(String command) throws IOException {
    send(command);
    return readReply();
  }

  public String readReply() throws IOException {
    StringBuilder reply = new StringBuilder();
    while (true) {
      String line = readLine();
      if (line == null) {
        return reply + "(closed)";
      }
      reply.append(line).append('\n');
      if (line.length() < 4 || line.charAt(3) != '-') {
        return reply.toString();
      }
    }
  }

  public void readTimeoutMillis(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
