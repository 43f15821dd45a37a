package dev.mailbridge.imappoller.net;

import dev.mailbridge.contracts.ConnectionSecurity;
import dev.mailbridge.imappoller.source.SourceException;
import dev.mailbridge.imappoller.source.SourceFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One TCP connection. Angus Mail makes its own, but hides the socket: the read timeout of IDLE and
 * the end from another thread need it.
 */
public final class MailSocket implements AutoCloseable {
  private final Endpoint endpoint;
  private final SSLSocketFactory tls;
  private final Socket plain;
  private volatile Socket socket;

  private MailSocket(Endpoint endpoint, SSLSocketFactory tls) {
    this.endpoint = endpoint;
    this.tls = tls;
    this.plain = new Socket();
    this.socket = plain;
  }

  /**
   * @throws SourceException when it can't be reached, or its certificate isn't trusted
   */
  public static MailSocket connect(
      Endpoint endpoint, SSLSocketFactory tls, Duration connectTimeout, Duration readTimeout) {
    MailSocket connection = new MailSocket(endpoint, tls);
    try {
      connection.plain.setTcpNoDelay(true);
      connection.plain.setKeepAlive(true);
      connection.plain.setSoTimeout(Math.toIntExact(readTimeout.toMillis()));
      InetSocketAddress address = new InetSocketAddress(endpoint.host(), endpoint.port());
      if (address.isUnresolved()) {
        throw new UnknownHostException("no address is known for it");
      }
      connection.plain.connect(address, Math.toIntExact(connectTimeout.toMillis()));
      if (endpoint.security() == ConnectionSecurity.TLS) {
        connection.startTls();
      }
      return connection;
    } catch (IOException e) {
      connection.close();
      throw new SourceException(
          SourceFailure.HOST_UNREACHABLE, "Can't connect to %s: %s".formatted(endpoint, e), e);
    } catch (SourceException e) {
      connection.close();
      throw e;
    }
  }

  /** Everything after this is encrypted, and the certificate belongs to the host. */
  public void startTls() {
    try {
      SSLSocket encrypted =
          (SSLSocket) tls.createSocket(plain, endpoint.host(), endpoint.port(), true);
      SSLParameters parameters = encrypted.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      encrypted.setSSLParameters(parameters);
      encrypted.startHandshake();
      socket = encrypted;
    } catch (SSLException e) {
      throw new SourceException(
          SourceFailure.TLS_FAILED, "No TLS with %s: %s".formatted(endpoint, e.getMessage()), e);
    } catch (IOException e) {
      throw new SourceException(
          SourceFailure.HOST_UNREACHABLE,
          "%s ended the connection while TLS began: %s".formatted(endpoint, e),
          e);
    }
  }

  public InputStream in() throws IOException {
    return socket.getInputStream();
  }

  public OutputStream out() throws IOException {
    return socket.getOutputStream();
  }

  /** How long a read may take; at least a millisecond. */
  public void readTimeout(Duration timeout) throws IOException {
    socket.setSoTimeout((int) Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  /** Not with TLS's closing handshake: it would wait for a peer that may be gone. */
  @Override
  public void close() {
    try {
      plain.close();
    } catch (IOException ignored) {
      // It is gone either way.
    }
  }
}
