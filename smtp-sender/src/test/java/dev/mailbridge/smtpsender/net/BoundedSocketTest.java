package dev.mailbridge.smtpsender.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BoundedSocketTest {
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::answerWithoutEnd);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private void answerWithoutEnd() {
    try (Socket client = server.accept();
        OutputStream out = client.getOutputStream()) {
      byte[] more = new byte[64 * 1024];
      while (true) {
        out.write(more);
      }
    } catch (IOException e) {
      // The client has had enough.
      return;
    }
  }

  private Socket connected(Socket socket) throws IOException {
    socket.connect(server.getLocalSocketAddress());
    return socket;
  }

  @Test
  void shouldEndWhenAnAnswerHasNoEnd() throws IOException {
    try (Socket socket = connected(new NoDelaySockets().createSocket())) {
      assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no mail server needs");
    }
  }

  @Test
  void shouldCountAnewWhenSomethingIsSent() throws IOException {
    try (Socket socket = connected(new NoDelaySockets().createSocket())) {
      for (int i = 0; i < 3; i++) {
        socket.getOutputStream().write('x');
        assertThat(socket.getInputStream().readNBytes(900_000)).hasSize(900_000);
      }
    }
  }

  @Test
  void shouldBindTlsFromTheStartToo() throws IOException {
    // Given: Angus Mail makes a socket of its own where TLS comes first
    Tls tls = new Tls();

    // When
    try (Socket plain = connected(new Socket())) {
      new NoDelayTls(tls).createSocket(plain, "localhost", server.getLocalPort(), true);

      // Then
      assertThatThrownBy(() -> tls.below.get().getInputStream().readAllBytes())
          .hasMessageContaining("no mail server needs");
    }
  }

  /** Shows what TLS would read from. */
  private static final class Tls extends SSLSocketFactory {
    private final AtomicReference<Socket> below = new AtomicReference<>();

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) {
      below.set(socket);
      return socket;
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return new String[0];
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return new String[0];
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }
}
