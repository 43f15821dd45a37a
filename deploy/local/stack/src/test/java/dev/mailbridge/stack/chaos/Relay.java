package dev.mailbridge.stack.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A stretch of network between a client and a server on this machine that can be made bad. */
final class Relay implements AutoCloseable {
  /** What the stretch does to octets. */
  enum State {
    GOOD,
    /** Connections are closed and new ones end at once. */
    CUT,
    /** Octets come late. */
    SLOW,
    /** Nothing is said and nothing arrives; whoever waits learns of the end only afterwards. */
    HALF_OPEN
  }

  private static final Duration LATE = Duration.ofMillis(300);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final ServerSocket server;
  private final int target;
  private final Consumer<byte[]> tap;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile State state = State.GOOD;

  Relay(int target) throws IOException {
    this(target, octets -> {});
  }

  /**
   * @param tap is given all that the server says
   */
  Relay(int target, Consumer<byte[]> tap) throws IOException {
    this.target = target;
    this.tap = tap;
    server = new ServerSocket(0, 200, InetAddress.getByName("localhost"));
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  void turn(State next) {
    State before = state;
    state = next;
    // After half-open the other side has forgotten the connection.
    if (next == State.CUT || before == State.HALF_OPEN) {
      open.forEach(Relay::quietly);
    }
  }

  @Override
  public void close() {
    quietly(server);
    open.forEach(Relay::quietly);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new IllegalStateException("the relay can't accept", e);
        }
      }
    }
  }

  private void connect(Socket client) {
    if (state == State.CUT) {
      quietly(client);
      return;
    }
    Socket onward = new Socket();
    open.add(client);
    open.add(onward);
    try {
      onward.connect(new InetSocketAddress("localhost", target), 5_000);
      client.setTcpNoDelay(true);
      onward.setTcpNoDelay(true);
      Thread back = Thread.ofVirtual().start(() -> pump(onward, client, tap));
      pump(client, onward, octets -> {});
      back.join();
    } catch (IOException refused) {
      // The client sees its connection end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      quietly(client);
      quietly(onward);
      open.remove(client);
      open.remove(onward);
    }
  }

  private void pump(Socket from, Socket to, Consumer<byte[]> told) {
    byte[] buffer = new byte[16_384];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (state == State.SLOW) {
          LockSupport.parkNanos(LATE.toNanos());
        }
        if (state == State.HALF_OPEN) {
          hold(from);
        }
        told.accept(Arrays.copyOf(buffer, read));
        out.write(buffer, 0, read);
        out.flush();
      }
      to.shutdownOutput();
    } catch (IOException ended) {
      quietly(from);
      quietly(to);
    }
  }

  /**
   * What was said into the void stays unsaid: it must not come late, from a connection given up.
   */
  private void hold(Socket from) throws IOException {
    while (state == State.HALF_OPEN && !from.isClosed()) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    throw new IOException("the other side has forgotten the connection");
  }

  private static void quietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception closed) {
      // It is of no use any more.
    }
  }
}
