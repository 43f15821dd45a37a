package dev.mailbridge.testkit.realservers;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The least of LMTP (RFC 2033) that lays a mail into a mailbox. */
final class LmtpDelivery {
  private LmtpDelivery() {}

  static void deliver(int port, String recipient, byte[] mail) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      expect(in, '2');
      command(out, in, "LHLO localhost", '2');
      command(out, in, "MAIL FROM:<sender@customer.example>", '2');
      command(out, in, "RCPT TO:<" + recipient + ">", '2');
      command(out, in, "DATA", '3');
      out.write(dotStuffed(mail));
      command(out, in, ".", '2');
    }
  }

  private static void command(OutputStream out, BufferedReader in, String line, char expected)
      throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
    expect(in, expected);
  }

  private static void expect(BufferedReader in, char expected) throws IOException {
    String line = in.readLine();
    while (line != null && line.length() > 3 && line.charAt(3) == '-') {
      line = in.readLine();
    }
    if (line == null || line.charAt(0) != expected) {
      throw new IOException("LMTP answered: " + line);
    }
  }

  /** RFC 5321 section 4.5.2; ends with CRLF. */
  private static byte[] dotStuffed(byte[] mail) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(mail.length + 16);
    boolean lineStart = true;
    for (byte octet : mail) {
      if (lineStart && octet == '.') {
        out.write('.');
      }
      out.write(octet);
      lineStart = octet == '\n';
    }
    if (!lineStart) {
      out.write('\r');
      out.write('\n');
    }
    return out.toByteArray();
  }
}
