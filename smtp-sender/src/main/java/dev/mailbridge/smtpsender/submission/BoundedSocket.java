package dev.mailbridge.smtpsender.submission;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;

/**
 * A connection whose server may answer what we sent with so many octets and in so much time, and no
 * more. Angus Mail collects a reply until its end: without a bound, a line that never ends takes
 * all memory, and an octet now and then holds a connection for ever. TLS on top of it counts too.
 */
final class BoundedSocket extends Socket {
  /** Far more than TLS's longest handshake, or a reply to each of a mail's recipients. */
  static final long OCTETS = 1 << 20;

  /** RFC 5321 section 4.5.3.2 lets the answer to the final dot take 10 minutes. */
  static final Duration TIME = Duration.ofMinutes(15);

  private volatile long received;
  private volatile long sentAt = System.nanoTime();

  @Override
  public InputStream getInputStream() throws IOException {
    return new Answers(super.getInputStream());
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new Commands(super.getOutputStream());
  }

  private final class Answers extends FilterInputStream {
    Answers(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int octet = in.read();
      count(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] octets, int from, int length) throws IOException {
      int count = in.read(octets, from, length);
      count(Math.max(count, 0));
      return count;
    }

    private void count(int more) throws IOException {
      received += more;
      if (received > OCTETS) {
        throw new IOException(
            "the server answers with more than %d octets, which no mail server needs"
                .formatted(OCTETS));
      }
      if (System.nanoTime() - sentAt > TIME.toNanos()) {
        throw new IOException("the server doesn't end its answer within " + TIME);
      }
    }
  }

  private final class Commands extends FilterOutputStream {
    Commands(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int octet) throws IOException {
      out.write(octet);
      sent();
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      out.write(octets, from, length);
      sent();
    }

    private void sent() {
      received = 0;
      sentAt = System.nanoTime();
    }
  }
}
