package dev.mailbridge.smtpsender.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Plain sockets with TCP_NODELAY and bounded answers. With Nagle's algorithm and delayed
 * acknowledgements each mail takes 40 ms longer.
 */
public final class NoDelaySockets extends SocketFactory {
  private volatile Socket last;

  /** The last socket, null before the first. */
  public Socket last() {
    return last;
  }

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new BoundedSocket(new Socket());
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
