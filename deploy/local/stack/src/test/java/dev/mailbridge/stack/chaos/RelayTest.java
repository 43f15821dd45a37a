package dev.mailbridge.stack.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {
  private static final int LONG = 20_000;
  private static final int SHORT = 200;
  // How many octets each connection brought to the server.
  private final BlockingQueue<Long> ends = new LinkedBlockingQueue<>();
  private ServerSocket echo;
  private Relay relay;

  @BeforeEach
  void start() throws IOException {
    echo = new ServerSocket(0, 10, InetAddress.getByName("localhost"));
    Thread.ofVirtual().start(this::serve);
    relay = new Relay(echo.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    relay.close();
    echo.close();
  }

  @Test
  void shouldPassOctetsOnWhenGood() throws IOException {
    try (Socket client = connect()) {
      assertThat(said(client, 7, LONG)).isEqualTo(7);
    }
  }

  @Test
  void shouldEndConnectionsOldAndNewWhenCut() throws IOException {
    try (Socket old = connect()) {
      said(old, 7, LONG);
      // When
      relay.turn(Relay.State.CUT);
      // Then
      assertThat(ended(old)).isTrue();
      try (Socket fresh = connect()) {
        assertThat(ended(fresh)).isTrue();
      }
    }
    relay.turn(Relay.State.GOOD);
    try (Socket client = connect()) {
      assertThat(said(client, 7, LONG)).isEqualTo(7);
    }
  }

  @Test
  void shouldStaySilentAndEndAfterwardsWhenHalfOpen() throws Exception {
    try (Socket client = connect()) {
      said(client, 7, LONG);
      // When
      relay.turn(Relay.State.HALF_OPEN);
      // Then
      assertThatThrownBy(() -> said(client, 8, SHORT)).isInstanceOf(SocketTimeoutException.class);
      relay.turn(Relay.State.GOOD);
      assertThat(ended(client)).isTrue();
    }
    // What was said into the void never comes.
    assertThat(ends.take()).isEqualTo(1);
  }

  private Socket connect() throws IOException {
    return new Socket("localhost", relay.port());
  }

  private static int said(Socket client, int octet, int timeout) throws IOException {
    client.setSoTimeout(timeout);
    client.getOutputStream().write(octet);
    return client.getInputStream().read();
  }

  private static boolean ended(Socket client) {
    try {
      client.setSoTimeout(LONG);
      return client.getInputStream().read() < 0;
    } catch (SocketTimeoutException stillOpen) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  private void serve() {
    while (!echo.isClosed()) {
      try {
        Socket socket = echo.accept();
        Thread.ofVirtual()
            .start(
                () -> {
                  try (socket) {
                    ends.add(socket.getInputStream().transferTo(socket.getOutputStream()));
                  } catch (IOException ended) {
                    // The test is over.
                  }
                });
      } catch (IOException closed) {
        return;
      }
    }
  }
}
