package dev.mailbridge.benchmarks.tokens;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One kept HTTP/1.1 connection, as spare as can be: the load generator shares the processors with
 * the service that it measures.
 */
final class TokenConnection implements AutoCloseable {
  private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);
  private static final String OK = "HTTP/1.1 200";

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private byte[] buffer = new byte[16 * 1024];

  TokenConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** The octets of a request, made once. */
  static byte[] request(int port, String mailbox, String key) {
    return ("GET /api/v1/mailboxes/%s/access-token?for=imap HTTP/1.1\r\nHost: localhost:%d\r\n"
                .formatted(mailbox, port)
            + "Authorization: Bearer %s\r\nAccept: application/json\r\n\r\n".formatted(key))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Sends a request and reads its answer to the end.
   *
   * @return the body
   * @throws IOException when the answer isn't a token
   */
  String ask(byte[] request) throws IOException {
    out.write(request);
    int read = 0;
    int bodyStart = -1;
    int bodyLength = 0;
    while (bodyStart < 0 || read < bodyStart + bodyLength) {
      if (read == buffer.length) {
        buffer = java.util.Arrays.copyOf(buffer, 2 * buffer.length);
      }
      int octets = in.read(buffer, read, buffer.length - read);
      if (octets < 0) {
        throw new IOException("token-service closed the connection");
      }
      read += octets;
      if (bodyStart < 0) {
        bodyStart = afterHead(read);
        bodyLength = bodyStart < 0 ? 0 : length(bodyStart);
      }
    }
    String head = new String(buffer, 0, OK.length(), StandardCharsets.US_ASCII);
    if (!head.equals(OK)) {
      throw new IOException(new String(buffer, 0, read, StandardCharsets.UTF_8));
    }
    return new String(buffer, bodyStart, bodyLength, StandardCharsets.UTF_8);
  }

  private int afterHead(int read) {
    for (int i = 3; i < read; i++) {
      if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private int length(int bodyStart) throws IOException {
    for (int i = 0; i < bodyStart - LENGTH.length; i++) {
      int j = 0;
      while (j < LENGTH.length && Character.toLowerCase(buffer[i + j]) == LENGTH[j]) {
        j++;
      }
      if (j == LENGTH.length) {
        int length = 0;
        for (int k = i + j; buffer[k] != '\r'; k++) {
          length = 10 * length + buffer[k] - '0';
        }
        return length;
      }
    }
    throw new IOException("an answer without Content-Length");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
