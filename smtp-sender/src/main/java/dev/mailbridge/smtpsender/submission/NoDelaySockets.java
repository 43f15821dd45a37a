package dev.mailbridge.smtpsender.submission;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Plain sockets with TCP_NODELAY: with Nagle's algorithm and delayed acknowledgements each mail
 * takes 40 ms longer.
 */
final class NoDelaySockets extends SocketFactory {
  private volatile Socket last;

  /** The last socket, null before the first. */
  Socket last() {
    return last;
  }

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new BoundedSocket();
    socket.setTcpNoDelay(true);
    last = socket;
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("sockets are made unconnected");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw new UnsupportedOperationException("sockets are made unconnected");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException("sockets are made unconnected");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
    throw new UnsupportedOperationException("sockets are made unconnected");
  }
}
