package dev.mailbridge.simulator.net;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One client's connection: lines and octets in, text and octets out, plain or over TLS. */
public final class Wire implements Closeable {
  private static final int LINE_LIMIT = 1 << 20;

  private final Socket tcp;
  private Socket current;
  private InputStream in;
  private OutputStream out;

  Wire(Socket tcp) throws IOException {
    this.tcp = tcp;
    tcp.setTcpNoDelay(true);
    use(tcp);
  }

  private void use(Socket socket) throws IOException {
    current = socket;
    in = new BufferedInputStream(socket.getInputStream(), 8192);
    out = new BufferedOutputStream(socket.getOutputStream(), 32768);
  }

  /**
   * Goes on over TLS. What the client sent before the handshake is dropped (RFC 3207, section 6).
   */
  public void startTls(SSLContext context) throws IOException {
    SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, true);
    secure.setUseClientMode(false);
    secure.startHandshake();
    use(secure);
  }

  public String remoteAddress() {
    return tcp.getInetAddress().getHostAddress();
  }

  /** One line without its end, as ISO 8859-1 (each octet one character). */
  public String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    while (true) {
      int octet = in.read();
      if (octet < 0) {
        throw new EOFException("The client closed the connection");
      }
      if (octet == '\n') {
        break;
      }
      line.write(octet);
      if (line.size() > LINE_LIMIT) {
        throw new IOException("A line is longer than " + LINE_LIMIT + " octets");
      }
    }
    byte[] octets = line.toByteArray();
    int length = octets.length;
    if (length > 0 && octets[length - 1] == '\r') {
      length--;
    }
    return new String(octets, 0, length, StandardCharsets.ISO_8859_1);
  }

  public byte[] readOctets(int count) throws IOException {
    byte[] octets = in.readNBytes(count);
    if (octets.length < count) {
      throw new EOFException("The client closed the connection");
    }
    return octets;
  }

  public void setReadTimeoutMillis(int millis) throws IOException {
    current.setSoTimeout(millis);
  }

  public Wire write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  public Wire write(byte[] octets, int from, int length) throws IOException {
    out.write(octets, from, length);
    return this;
  }

  /** Writes one line, adds its end and sends it. */
  public void line(String text) throws IOException {
    write(text).write("\r\n").flush();
  }

  public void flush() throws IOException {
    out.flush();
  }

  /** Ends the connection with a TCP reset, as a firewall does. */
  public void reset() throws IOException {
    tcp.setSoLinger(true, 0);
    tcp.close();
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
