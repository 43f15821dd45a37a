package dev.mailbridge.simulator.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections on one port, each served by a virtual thread. */
public final class ConnectionServer implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionServer.class);

  /** Serves one connection until it ends. */
  @FunctionalInterface
  public interface Session {
    void serve(Wire wire) throws IOException;
  }

  private final String name;
  private final ServerSocket listener;
  private final Optional<SSLContext> implicitTls;
  private final Session session;
  private final Set<Wire> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

  private ConnectionServer(
      String name, ServerSocket listener, Optional<SSLContext> implicitTls, Session session) {
    this.name = name;
    this.listener = listener;
    this.implicitTls = implicitTls;
    this.session = session;
  }

  /** Listens; {@code implicitTls} is set where TLS starts at once (IMAPS, POP3S). */
  public static ConnectionServer start(
      String name, InetSocketAddress address, Optional<SSLContext> implicitTls, Session session) {
    try {
      ServerSocket listener = new ServerSocket();
      listener.setReuseAddress(true);
      try {
        listener.bind(address, 1024);
      } catch (IOException e) {
        listener.close();
        throw new IllegalStateException(
            "Port "
                + address.getPort()
                + " for "
                + name
                + " can't be used ("
                + e.getMessage()
                + "): end the program that has it, or choose another port",
            e);
      }
      ConnectionServer server = new ConnectionServer(name, listener, implicitTls, session);
      Thread.ofPlatform().daemon().name("simulator-" + name).start(server::acceptAll);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  public int openConnections() {
    return open.size();
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().name(name + "-session").start(() -> serve(socket));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          LOG.warn("{}: a connection could not be accepted: {}", name, e.getMessage());
        }
      }
    }
  }

  private void serve(Socket socket) {
    Wire wire = null;
    try {
      wire = new Wire(socket);
      open.add(wire);
      if (implicitTls.isPresent()) {
        wire.startTls(implicitTls.get());
      }
      session.serve(wire);
      end(wire, new ConnectionEnd(ConnectionEnd.Manner.CLOSE));
    } catch (ConnectionEnd e) {
      end(wire, e);
    } catch (IOException e) {
      LOG.debug("{}: connection ended: {}", name, e.getMessage());
      end(wire, new ConnectionEnd(ConnectionEnd.Manner.CLOSE));
    } catch (RuntimeException e) {
      LOG.error("{}: a session failed", name, e);
      end(wire, new ConnectionEnd(ConnectionEnd.Manner.CLOSE));
    }
  }

  private void end(Wire wire, ConnectionEnd end) {
    if (wire == null) {
      return;
    }
    if (!end.silence().isZero()) {
      var after = new ConnectionEnd(end.manner());
      timer.schedule(() -> end(wire, after), end.silence().toMillis(), TimeUnit.MILLISECONDS);
      return;
    }
    if (end.manner() == ConnectionEnd.Manner.HALF_OPEN) {
      // Stays in the set of open connections, so that it lives until the simulator stops.
      return;
    }
    open.remove(wire);
    try {
      if (end.manner() == ConnectionEnd.Manner.RESET) {
        wire.reset();
      } else {
        wire.close();
      }
    } catch (IOException e) {
      LOG.debug("{}: closing failed: {}", name, e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    timer.shutdownNow();
    for (Wire wire : open) {
      try {
        wire.reset();
      } catch (IOException e) {
        LOG.debug("{}: closing failed: {}", name, e.getMessage());
      }
    }
  }
}
