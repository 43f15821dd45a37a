package dev.mailbridge.smtpsender.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS over a connected socket, with TCP_NODELAY and bounded answers; see {@link NoDelaySockets}.
 */
public final class NoDelayTls extends SSLSocketFactory {
  private final SSLSocketFactory tls;
  private volatile Socket last;

  public NoDelayTls(SSLSocketFactory tls) {
    this.tls = tls;
  }

  /** The last socket under TLS, null before the first. */
  public Socket last() {
    return last;
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    socket.setTcpNoDelay(true);
    // Under STARTTLS it is one of NoDelaySockets; where TLS comes first, Angus Mail makes it
    // itself.
    Socket bounded = socket instanceof BoundedSocket ? socket : new BoundedSocket(socket);
    last = bounded;
    return tls.createSocket(bounded, host, port, autoClose);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("TLS starts on a connected socket");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw new UnsupportedOperationException("TLS starts on a connected socket");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException("TLS starts on a connected socket");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
    throw new UnsupportedOperationException("TLS starts on a connected socket");
  }
}
