package dev.mailbridge.benchmarks.simulator;

import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.entra.Resource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A client that looks at as little of what comes as it can. */
final class ImapClient implements AutoCloseable {
  private static final int CHUNK = 1 << 16;
  private final Socket socket;
  private final byte[] chunk = new byte[CHUNK];

  private ImapClient(Socket socket) {
    this.socket = socket;
  }

  /** Makes the user, signs in and selects INBOX. */
  static ImapClient open(Simulator simulator, String user)
      throws IOException, GeneralSecurityException {
    simulator.directory().put(User.named(UUID.randomUUID().toString(), user, user));
    Socket socket =
        trusting(simulator.caCertificatePem())
            .getSocketFactory()
            .createSocket("localhost", simulator.imapsPort());
    socket.setTcpNoDelay(true);
    ImapClient client = new ImapClient(socket);
    client.readTo("* OK");
    String token =
        simulator.accessToken(
            SeedDirectory.CLIENT_ID, user, Resource.OUTLOOK, "IMAP.AccessAsUser.All");
    String initial = "user=%s\1auth=Bearer %s\1\1".formatted(user, token);
    client.write(
        "a AUTHENTICATE XOAUTH2 "
            + Base64.getEncoder().encodeToString(initial.getBytes(StandardCharsets.US_ASCII)));
    client.readTo("a OK");
    client.write("b SELECT INBOX");
    client.readTo("b OK");
    return client;
  }

  private static SSLContext trusting(String pem) throws GeneralSecurityException, IOException {
    KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
    authorities.load(null);
    authorities.setCertificateEntry(
        "simulator",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  void write(String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  /**
   * Reads up to the end of the line that begins with {@code start}; nothing may follow it yet.
   *
   * @return how many octets came
   */
  long readTo(String start) throws IOException {
    byte[] wanted = start.getBytes(StandardCharsets.US_ASCII);
    InputStream in = socket.getInputStream();
    long count = 0;
    // -1 within a line that doesn't begin so.
    int matched = 0;
    while (true) {
      int length = in.read(chunk);
      if (length < 0) {
        throw new IOException("The simulator closed the connection");
      }
      count += length;
      for (int i = 0; i < length; i++) {
        if (chunk[i] == '\n') {
          if (matched == wanted.length) {
            return count;
          }
          matched = 0;
        } else if (matched >= 0 && matched < wanted.length) {
          matched = chunk[i] == wanted[matched] ? matched + 1 : -1;
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
