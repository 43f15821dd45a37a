package dev.mailbridge.smtpsender.submission;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** TLS over a connected socket, with TCP_NODELAY; see {@link NoDelaySockets}. */
final class NoDelayTls extends SSLSocketFactory {
  private final SSLSocketFactory tls;
  private volatile Socket last;

  NoDelayTls(SSLSocketFactory tls) {
    this.tls = tls;
  }

  /** The last socket under TLS, null before the first. */
  Socket last() {
    return last;
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    socket.setTcpNoDelay(true);
    last = socket;
    return tls.createSocket(socket, host, port, autoClose);
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
