package dev.mailbridge.benchmarks.poller;

import dev.mailbridge.testkit.realservers.RealMailServers;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** As little of an IMAP client as can be: what the server itself can give. */
public final class BareImap implements AutoCloseable {
  private final SSLSocket socket;
  private final InputStream in;
  private int tag;

  public BareImap(RealMailServers servers, String address) throws IOException {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "server",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(
                      servers.certificatePem().getBytes(StandardCharsets.US_ASCII))));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      socket = (SSLSocket) tls.getSocketFactory().createSocket(servers.host(), servers.imapsPort());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    line();
    String initial =
        "user=%s\u0001auth=Bearer %s\u0001\u0001"
            .formatted(address, servers.tokens().valid(address));
    command(
        "AUTHENTICATE XOAUTH2 "
            + Base64.getEncoder().encodeToString(initial.getBytes(StandardCharsets.US_ASCII)));
    command("SELECT INBOX");
  }

  /**
   * Fetches mails as octets and forgets them.
   *
   * @param mails the highest UID
   * @return how many came
   */
  public int fetchAll(int mails, int atOnce) throws IOException {
    int came = 0;
    for (int first = 1; first <= mails; first += atOnce) {
      came += command("UID FETCH %d:%d (BODY.PEEK[])".formatted(first, first + atOnce - 1));
    }
    return came;
  }

  /** Goes into IDLE (RFC 2177), and stays there. */
  public void idle() throws IOException {
    write(++tag, "IDLE");
    if (!line().startsWith("+")) {
      throw new IOException("the server doesn't take IDLE");
    }
  }

  /**
   * Waits in IDLE until the folder has so many mails.
   *
   * @return when it was told, as {@link System#nanoTime}
   */
  public long awaitMails(int mails) throws IOException {
    while (true) {
      String[] words = line().split(" ");
      if (words.length == 3 && words[2].equals("EXISTS") && Integer.parseInt(words[1]) >= mails) {
        return System.nanoTime();
      }
    }
  }

  /** The number of literals in the answer. */
  private int command(String text) throws IOException {
    String name = write(++tag, text);
    int literals = 0;
    while (true) {
      String line = line();
      if (line.endsWith("}")) {
        in.skipNBytes(Long.parseLong(line.substring(line.lastIndexOf('{') + 1, line.length() - 1)));
        literals++;
      } else if (line.startsWith(name + " ")) {
        if (!line.startsWith(name + " OK")) {
          throw new IOException(line);
        }
        return literals;
      }
    }
  }

  private String write(int number, String text) throws IOException {
    String name = "b" + number;
    socket
        .getOutputStream()
        .write((name + " " + text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return name;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int octet = in.read();
    while (octet != '\n') {
      if (octet < 0) {
        throw new IOException("the server closed the connection");
      }
      if (octet != '\r') {
        line.append((char) octet);
      }
      octet = in.read();
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
